package brume.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;

/** JSON as AWS's runtimes map it, by AWS's own library, with its special cases for event classes. */
final class Json {
    private final ClassLoader loader;
    private final Map<Type, PojoSerializer<Object>> known = new HashMap<>();
    /** The function's own mapping, when it brings one; undefined before the first look. */
    private CustomPojoSerializer custom;
    private boolean looked;

    Json(ClassLoader loader) {
        this.loader = loader;
    }

    ClientContext readClientContext(String text) {
        return GsonFactory.getInstance().getSerializer(InvocationContext.Mobile.class).fromJson(text);
    }

    byte[] writeError(Map<String, Object> shape) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer((Type) Map.class).toJson(shape, bytes);
        return bytes.toByteArray();
    }

    /** Reads and writes values of a type; made once. */
    PojoSerializer<Object> of(Type type) {
        PojoSerializer<Object> serializer = known.get(type);
        if (serializer == null) {
            serializer = make(type);
            known.put(type, serializer);
        }
        return serializer;
    }

    @SuppressWarnings("unchecked")
    private PojoSerializer<Object> make(Type type) {
        CustomPojoSerializer own = findCustom();
        if (own != null) return adapt(own, type);
        if (type instanceof Class) {
            Class<Object> plain = (Class<Object>) type;
            if (LambdaEventSerializers.isLambdaSupportedEvent(plain.getName()))
                return LambdaEventSerializers.serializerFor(plain, loader);
            return JacksonFactory.getInstance().getSerializer(plain);
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }

    private CustomPojoSerializer findCustom() {
        if (looked) return custom;
        Iterator<CustomPojoSerializer> found = ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
        if (found.hasNext()) custom = found.next();
        if (found.hasNext())
            throw Fault.ofHandler("Only one CustomPojoSerializer may be named in META-INF/services, and there are more.", null, true);
        looked = true;
        return custom;
    }

    private static PojoSerializer<Object> adapt(CustomPojoSerializer own, Type type) {
        return new PojoSerializer<Object>() {
            @Override
            public Object fromJson(InputStream input) {
                return own.fromJson(input, type);
            }

            @Override
            public Object fromJson(String input) {
                return own.fromJson(input, type);
            }

            @Override
            public void toJson(Object value, OutputStream output) {
                own.toJson(value, output, type);
            }
        };
    }
}
