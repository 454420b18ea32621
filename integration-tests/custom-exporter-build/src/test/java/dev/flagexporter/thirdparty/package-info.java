/** Does with the project beside this module what its authors do. */
package dev.flagexporter.thirdparty;
