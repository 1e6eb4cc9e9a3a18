package brume.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;

/** Which methods can be handlers, by their parameters. Any of a form's parameters but one may be missing. */
final class Signature {
    private Signature() {}

    /** (InputStream, OutputStream, Context), in this order. */
    static boolean isStream(Method method) {
        int rank = 0;
        boolean streams = false;
        for (Class<?> type : method.getParameterTypes()) {
            int next = type == InputStream.class ? 1 : type == OutputStream.class ? 2 : type == Context.class ? 3 : 0;
            if (next <= rank) return false;
            rank = next;
            streams |= next < 3;
        }
        return streams;
    }

    /** (a value, Context), in this order; none is fine too. */
    static boolean isValue(Method method) {
        Class<?>[] types = method.getParameterTypes();
        for (Class<?> type : types) if (type == InputStream.class || type == OutputStream.class) return false;
        if (types.length == 2) return types[0] != Context.class && types[1] == Context.class;
        return types.length < 2;
    }
}
