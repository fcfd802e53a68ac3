package org.apache.hadoop.yarn.client.api;

/** A stand-in: Flink's classes for YARN name this type, and what is asked of them never uses it. */
public class YarnClient {}
