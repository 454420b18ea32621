/** The application as it is deployed. */
package com.example.application;
