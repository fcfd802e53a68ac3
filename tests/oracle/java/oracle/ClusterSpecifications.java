package oracle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.Configuration;

/** What the client of a deployment derives of both processes. Method handles reach it, because reflection wants all types of a class. */
final class ClusterSpecifications {

    private ClusterSpecifications() {}

    static Object of(String factory, Configuration configuration) throws Throwable {
        Constructor<?> constructor = Flink.type(factory).getDeclaredConstructor();
        constructor.setAccessible(true);
        Object client = constructor.newInstance();
        MethodType type = MethodType.methodType(ClusterSpecification.class, Configuration.class);
        return lookup(client.getClass()).findVirtual(client.getClass(), "getClusterSpecification", type).invoke(client, configuration);
    }

    static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
