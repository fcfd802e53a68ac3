package org.slf4j.impl;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import oracle.FlinkLog;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggerFactoryBinder;

/** The SLF4J 1.7 binding that every release finds by this very name; it hands the lines from INFO up to {@link FlinkLog}. */
public final class StaticLoggerBinder implements LoggerFactoryBinder {

    /** SLF4J reads this field to see whether it can work with the binding. */
    public static String REQUESTED_API_VERSION = "1.6.99";

    private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();
    private static final Set<String> LEVELS =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList("info", "warn", "error")));

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    private StaticLoggerBinder() {}

    public static StaticLoggerBinder getSingleton() {
        return SINGLETON;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, StaticLoggerBinder::logger);
    }

    @Override
    public String getLoggerFactoryClassStr() {
        return StaticLoggerBinder.class.getName();
    }

    /** A logger behind a proxy: its interface has some sixty methods, of which only the level and the arguments matter here. */
    private static Logger logger(String name) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> log(name, method, arguments));
    }

    private static Object log(String logger, Method method, Object[] arguments) {
        String called = method.getName();
        if (called.equals("getName") || called.equals("toString")) {
            return logger;
        }
        if (method.getReturnType() == boolean.class) { // isInfoEnabled and its like
            return LEVELS.stream().anyMatch(level -> called.toLowerCase(Locale.ROOT).equals("is" + level + "enabled"));
        }
        if (LEVELS.contains(called)) {
            FlinkLog.keep(called.toUpperCase(Locale.ROOT), logger, format(arguments));
        }
        return method.getReturnType() == int.class ? (Object) logger.hashCode() : null;
    }

    /** The text of a call such as {@code (marker, format, first, second)}, {@code (format, all)} or {@code (text, thrown)}. */
    private static String format(Object[] arguments) {
        int at = arguments[0] instanceof Marker ? 1 : 0;
        Object[] rest = Arrays.copyOfRange(arguments, at + 1, arguments.length);
        Object[] values = rest.length == 1 && rest[0] instanceof Object[] ? (Object[]) rest[0] : rest;
        return MessageFormatter.arrayFormat((String) arguments[at], values).getMessage();
    }
}
