package oracle;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Writes fields of Flink's objects, where no constructor gives an object that can be asked. Reading is done in {@link Flink}. */
final class Fields {

    private Fields() {}

    /** What a field is to hold; null leaves it as it is. */
    interface Values {
        Object of(String name, Class<?> type) throws Throwable;
    }

    /** An object that no constructor has seen, with these values in its fields. */
    static Object fill(Class<?> type, Values values) throws Throwable {
        Field unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        Object instance = ((sun.misc.Unsafe) unsafe.get(null)).allocateInstance(type);
        for (Field field : type.getDeclaredFields()) {
            Object value = Modifier.isStatic(field.getModifiers()) ? null : values.of(field.getName(), field.getType());
            if (value != null) {
                field.setAccessible(true);
                field.set(instance, value);
            }
        }
        return instance;
    }

    static void set(Object target, String name, Object value) throws ReflectiveOperationException {
        Field field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(target, value);
    }
}
