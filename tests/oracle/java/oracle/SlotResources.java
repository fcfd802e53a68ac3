package oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.MemorySize;

/**
 * Slot sharing groups with resources, 1.14 and later: what a user's program asks for, and what is left of a TaskManager after the slots of
 * one group after the other. Network memory, which follows from a job, is not asked for.
 */
final class SlotResources implements ProcessKind {

    private static final String PROFILE = "runtime.clusterframework.types.ResourceProfile";
    private static final String SLOTS = "runtime.resourcemanager.slotmanager.SlotManagerUtils";
    private static final List<String> SIZES = Arrays.asList("TaskHeap", "TaskOffHeap", "Managed", "Network");

    @Override
    public List<String> fields() {
        return Arrays.asList("total", "slots", "groups");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        if (Flink.find("api.common.operators.SlotSharingGroup") == null) {
            throw new UnsupportedOperationException("this Flink release has no resources for slot sharing groups");
        }
        Object total = total(asked.object("total"));
        Object defaultSlot = Flink.call(Flink.type(SLOTS), "generateDefaultSlotResourceProfile", total, asked.number("slots").intValue());
        List<Object> allocations = new ArrayList<>();
        Object left = total;
        for (Map<String, Object> group : asked.objects("groups")) {
            Answer allocation = Answer.part();
            allocations.add(allocation.fields());
            try {
                left = allocate(slot(group), defaultSlot, total, left, allocation);
            } catch (IllegalArgumentException refused) {
                allocation.put("exception", refused.getClass().getSimpleName()).put("message", refused.getMessage());
            }
        }
        answer.put("totalProfile", total.toString()).put("defaultSlot", profile(defaultSlot)).put("allocations", allocations);
    }

    /** Takes a slot out of what is left, if it fits; gives what is left then. */
    private static Object allocate(Object slot, Object defaultSlot, Object total, Object left, Answer allocation) throws Throwable {
        allocation.put("profile", slot.toString());
        Object effective = Flink.call(Flink.type(SLOTS), "getEffectiveResourceProfile", slot, defaultSlot);
        if (!effective.equals(Flink.field(Flink.type(PROFILE), "ZERO"))) {
            allocation.put("fitsTimes", Flink.call(Flink.type(SLOTS), "calculateDefaultNumSlots", total, effective));
        }
        boolean fits = (Boolean) Flink.call(left, "allFieldsNoLessThan", effective);
        allocation.put("fits", fits);
        if (!fits) {
            return left;
        }
        Object rest = Flink.call(left, "subtract", effective);
        allocation.put("left", profile(rest));
        return rest;
    }

    private static Object total(Map<String, Object> given) throws Throwable {
        Object builder = Flink.call(Flink.type(PROFILE), "newBuilder");
        Flink.call(builder, "setCpuCores", ((Number) given.get("cpu")).doubleValue());
        for (String size : SIZES) {
            Number bytes = (Number) given.getOrDefault(field(size), 0);
            Flink.call(builder, "set" + size + "Memory", new MemorySize(bytes.longValue()));
        }
        for (Map.Entry<?, ?> external : external(given).entrySet()) {
            Object amount = Flink.type("api.common.resources.ExternalResource").getConstructor(String.class, double.class)
                    .newInstance(external.getKey(), ((Number) external.getValue()).doubleValue());
            Flink.call(builder, "setExtendedResource", amount);
        }
        return Flink.call(builder, "build");
    }

    /** The slot of a group, on the way that a program's group takes to the resource manager. */
    private static Object slot(Map<String, Object> group) throws Throwable {
        Object builder = Flink.call(Flink.type("api.common.operators.SlotSharingGroup"), "newBuilder", "group");
        if (group.get("cpu") != null) {
            Flink.call(builder, "setCpuCores", ((Number) group.get("cpu")).doubleValue());
        }
        for (String size : SIZES) {
            Object text = group.get(field(size));
            if (text != null) {
                Flink.call(builder, "set" + size + "Memory", MemorySize.parse((String) text));
            }
        }
        for (Map.Entry<?, ?> external : external(group).entrySet()) {
            Flink.call(builder, "setExternalResource", external.getKey(), ((Number) external.getValue()).doubleValue());
        }
        Object built = Flink.call(builder, "build");
        Object spec = Flink.call(Flink.type("api.common.operators.util.SlotSharingGroupUtils"), "extractResourceSpec", built);
        return Flink.call(Flink.type(PROFILE), "fromResourceSpec", spec, MemorySize.ZERO);
    }

    private static String field(String size) {
        return Character.toLowerCase(size.charAt(0)) + size.substring(1);
    }

    private static Map<?, ?> external(Map<String, Object> given) {
        return (Map<?, ?>) given.getOrDefault("external", new TreeMap<>());
    }

    private static Answer profile(Object profile) throws Throwable {
        Answer fields = Answer.part().put("cpu", amount(Flink.call(profile, "getCpuCores")));
        for (String size : SIZES) {
            fields.putBytes(field(size), profile, "get" + size + "Memory");
        }
        Map<String, Object> external = new TreeMap<>();
        for (Map.Entry<?, ?> resource : ((Map<?, ?>) Flink.call(profile, "getExtendedResources")).entrySet()) {
            external.put((String) resource.getKey(), amount(resource.getValue()));
        }
        return external.isEmpty() ? fields : fields.put("external", external);
    }

    private static String amount(Object resource) throws Throwable {
        return Flink.call(resource, "getValue").toString();
    }
}
