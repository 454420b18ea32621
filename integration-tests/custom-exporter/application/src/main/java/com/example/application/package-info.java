/** An application that records its feature flags. */
@NullMarked
package com.example.application;

import org.jspecify.annotations.NullMarked;
