/** A shop that records who saw which checkout. */
package com.example.application;
