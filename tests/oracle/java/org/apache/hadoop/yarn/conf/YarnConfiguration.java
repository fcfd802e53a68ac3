package org.apache.hadoop.yarn.conf;

/** A stand-in: Flink's classes for YARN name this type, and what is asked of them never uses it. */
public class YarnConfiguration extends org.apache.hadoop.conf.Configuration {}
