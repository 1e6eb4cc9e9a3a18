package brume.runtime;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** What a class puts in for the type parameters of an interface that it implements, however indirectly. */
final class TypeArguments {
    private TypeArguments() {}

    /** @return one type for each parameter; a type variable where the class leaves it open */
    static Type[] of(Class<?> from, Class<?> wanted) {
        return find(from, new HashMap<>(), wanted);
    }

    private static Type[] find(Type type, Map<TypeVariable<?>, Type> bound, Class<?> wanted) {
        Class<?> raw = rawOf(type);
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        Type[] arguments = new Type[parameters.length];
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        for (int at = 0; at < parameters.length; at++) {
            Type given = type instanceof ParameterizedType ? ((ParameterizedType) type).getActualTypeArguments()[at] : parameters[at];
            arguments[at] = given instanceof TypeVariable ? bound.getOrDefault(given, given) : given;
            inner.put(parameters[at], arguments[at]);
        }
        if (raw == wanted) return arguments;
        for (Type each : raw.getGenericInterfaces())
            if (wanted.isAssignableFrom(rawOf(each))) return find(each, inner, wanted);
        return find(raw.getGenericSuperclass(), inner, wanted);
    }

    private static Class<?> rawOf(Type type) {
        return (Class<?>) (type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type);
    }
}
