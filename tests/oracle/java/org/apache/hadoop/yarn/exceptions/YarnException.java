package org.apache.hadoop.yarn.exceptions;

/** A stand-in: Flink's classes for YARN name this type, and what is asked of them never uses it. */
public class YarnException extends Exception {}
