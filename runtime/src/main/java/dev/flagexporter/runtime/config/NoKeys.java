package dev.flagexporter.runtime.config;

/** What is configured of an exporter that is a bean, beside the keys that every exporter has. */
public interface NoKeys {}
