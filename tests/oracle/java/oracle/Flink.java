package oracle;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reaches Flink's classes, methods and fields by name, whatever their visibility. One source serves all releases this way, although
 * much moved or changed its parameters between them. Which release has what is asked by the kinds, not known here.
 */
final class Flink {

    private static final Map<Class<?>, Class<?>> BOXES = boxes();

    private Flink() {}

    /** The class of that name below {@code org.apache.flink}, or null where the release does not have it. */
    static Class<?> find(String name) {
        try {
            return Class.forName("org.apache.flink." + name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** The class of that name below {@code org.apache.flink}. */
    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("org.apache.flink." + name);
    }

    static boolean has(Class<?> type, String method) {
        return !methods(type, method).isEmpty();
    }

    /** The number of parameters of the first method of that name. */
    static int parameters(Class<?> type, String method) {
        return methods(type, method).get(0).getParameterCount();
    }

    /** Calls a method and throws what it throws; on a class, a static one. */
    static Object call(Object target, String name, Object... arguments) throws Throwable {
        boolean isStatic = target instanceof Class;
        Class<?> type = isStatic ? (Class<?>) target : target.getClass();
        for (Method method : methods(type, name)) {
            if (Modifier.isStatic(method.getModifiers()) == isStatic && takes(method, arguments)) {
                method.setAccessible(true);
                try {
                    return method.invoke(isStatic ? null : target, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name + " with " + arguments.length + " such arguments");
    }

    /** Reads a field; on a class, a static one. */
    @SuppressWarnings("unchecked")
    static <T> T field(Object target, String name) throws ReflectiveOperationException {
        boolean isStatic = target instanceof Class;
        Class<?> type = isStatic ? (Class<?>) target : target.getClass();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return (T) field.get(isStatic ? null : target);
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    private static List<Method> methods(Class<?> type, String name) {
        List<Method> found = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge()) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    private static boolean takes(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        boolean takes = types.length == arguments.length;
        for (int i = 0; takes && i < types.length; i++) {
            Class<?> type = BOXES.getOrDefault(types[i], types[i]);
            takes = arguments[i] == null ? !types[i].isPrimitive() : type.isInstance(arguments[i]);
        }
        return takes;
    }

    private static Map<Class<?>, Class<?>> boxes() {
        Map<Class<?>, Class<?>> boxes = new HashMap<>();
        boxes.put(boolean.class, Boolean.class);
        boxes.put(int.class, Integer.class);
        boxes.put(long.class, Long.class);
        boxes.put(float.class, Float.class);
        boxes.put(double.class, Double.class);
        return Collections.unmodifiableMap(boxes);
    }
}
