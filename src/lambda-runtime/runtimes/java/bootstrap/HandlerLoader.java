package brume.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds the code behind a handler's name, `example.Handler` or `example.Handler::method`:
 * https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html
 */
final class HandlerLoader {
    private final ClassLoader loader;
    private final Json json;

    HandlerLoader(ClassLoader loader, Json json) {
        this.loader = loader;
        this.json = json;
    }

    /** @throws Fault a fatal one ends INIT, another becomes the answer to every event, as on AWS */
    Handler load(String name) {
        int colons = name.lastIndexOf("::");
        String className = colons < 0 ? name : name.substring(0, colons);
        String methodName = colons < 0 ? null : name.substring(colons + 2);
        if (className.isEmpty() || (methodName != null && methodName.isEmpty()))
            throw Fault.ofHandler("Invalid handler: `" + name + "'", null, false);
        Class<?> handlerClass = loadClass(className);
        return methodName == null ? ofInterface(handlerClass) : ofMethod(handlerClass, methodName);
    }

    private Class<?> loadClass(String name) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException missing) {
            throw Fault.ofHandler("Class not found: " + name, missing, false);
        } catch (Throwable problem) {
            String detail = problem.getMessage() == null ? "" : ": " + problem.getMessage();
            boolean fatal = !(problem instanceof NoClassDefFoundError);
            throw Fault.ofHandler("Error loading class " + name + detail, problem, fatal);
        }
    }

    // ---- a class that implements one of the two interfaces ----

    private Handler ofInterface(Class<?> handlerClass) {
        if (RequestStreamHandler.class.isAssignableFrom(handlerClass)) {
            RequestStreamHandler streams = (RequestStreamHandler) instantiate(handlerClass);
            return streams::handleRequest;
        }
        if (RequestHandler.class.isAssignableFrom(handlerClass)) return ofRequestHandler(handlerClass);
        throw Fault.ofHandler("Class does not implement an appropriate handler interface: " + handlerClass.getName(), null, false);
    }

    @SuppressWarnings("unchecked")
    private Handler ofRequestHandler(Class<?> handlerClass) {
        Type[] types = TypeArguments.of(handlerClass, RequestHandler.class);
        for (Type type : types) requireBound(handlerClass, type);
        RequestHandler<Object, Object> handler = (RequestHandler<Object, Object>) instantiate(handlerClass);
        return values(types[0], types[1], handler::handleRequest);
    }

    private static void requireBound(Class<?> handlerClass, Type type) {
        if (!(type instanceof TypeVariable)) return;
        Type[] bounds = ((TypeVariable<?>) type).getBounds();
        if (!Arrays.stream(bounds).allMatch(Object.class::equals)) return;
        String problem = " does not implement RequestHandler with concrete type parameters: parameter " + type + " has no upper bound.";
        throw Fault.ofHandler("Class " + handlerClass.getName() + problem, null, false);
    }

    private static Object instantiate(Class<?> handlerClass) {
        try {
            return constructorOf(handlerClass).newInstance();
        } catch (InvocationTargetException thrown) {
            throw Fault.ofConstructor(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException problem) {
            throw Fault.ofHandler(String.valueOf(problem.getMessage()), problem, false);
        }
    }

    private static Constructor<?> constructorOf(Class<?> handlerClass) {
        try {
            return handlerClass.getConstructor();
        } catch (NoSuchMethodException missing) {
            boolean inner = handlerClass.getEnclosingClass() != null && !Modifier.isStatic(handlerClass.getModifiers());
            String problem = inner
                    ? " cannot be instantiated because it is a non-static inner class"
                    : " has no public zero-argument constructor";
            String message = "Class " + handlerClass.getName() + problem;
            throw Fault.ofHandler(message, new Exception(message, inner ? null : missing), false);
        }
    }

    // ---- a method ----

    /** Longer signatures first, one more for a Context at the end; compilers' bridges last. */
    private static final Comparator<Method> PREFERENCE = Comparator.comparing(Method::isBridge)
            .thenComparing(method -> -weight(method.getParameterTypes()));

    private static int weight(Class<?>[] types) {
        boolean context = types.length > 0 && types[types.length - 1] == Context.class;
        return types.length + (context ? 1 : 0);
    }

    private Handler ofMethod(Class<?> handlerClass, String name) {
        Method[] methods = methodsOf(handlerClass, name);
        for (Method method : methods) {
            if (Signature.isStream(method)) return streams(method, instanceFor(method, handlerClass));
            if (Signature.isValue(method)) return ofValueMethod(method, instanceFor(method, handlerClass));
        }
        throw Fault.ofHandler("No public method named " + name + " with appropriate method signature found on class " + handlerClass.getName(), null, false);
    }

    private static Method[] methodsOf(Class<?> handlerClass, String name) {
        try {
            return Arrays.stream(handlerClass.getMethods())
                    .filter(method -> method.getName().equals(name))
                    .sorted(PREFERENCE)
                    .toArray(Method[]::new);
        } catch (NoClassDefFoundError missing) {
            throw Fault.ofHandler("Error loading method " + name + " on class " + handlerClass.getName(), missing, false);
        }
    }

    private static Object instanceFor(Method method, Class<?> handlerClass) {
        return Modifier.isStatic(method.getModifiers()) ? null : instantiate(handlerClass);
    }

    private static Handler streams(Method method, Object instance) {
        Class<?>[] types = method.getParameterTypes();
        boolean writes = Arrays.asList(types).contains(OutputStream.class);
        return (event, answer, context) -> {
            Object[] arguments = new Object[types.length];
            for (int at = 0; at < types.length; at++) {
                if (types[at] == InputStream.class) arguments[at] = event;
                else arguments[at] = types[at] == OutputStream.class ? answer : context;
            }
            call(method, instance, arguments);
            if (!writes) answer.write(NULL);
        };
    }

    private Handler ofValueMethod(Method method, Object instance) {
        Type[] types = method.getGenericParameterTypes();
        boolean takesEvent = types.length > 0 && types[0] != Context.class;
        int count = types.length;
        return values(takesEvent ? types[0] : null, method.getGenericReturnType(), (event, context) -> {
            Object[] arguments = new Object[count];
            if (takesEvent) arguments[0] = event;
            if (count > (takesEvent ? 1 : 0)) arguments[count - 1] = context;
            return call(method, instance, arguments);
        });
    }

    private static Object call(Method method, Object instance, Object[] arguments) throws Throwable {
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    // ---- values from and to JSON ----

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private interface ValueHandler {
        Object handle(Object event, Context context) throws Throwable;
    }

    /** @param inputType null: the event is not looked at */
    private Handler values(Type inputType, Type outputType, ValueHandler handler) {
        boolean answers = outputType != Void.class && outputType != void.class;
        // Made in INIT, as on AWS: mapping a class for the first time is slow.
        if (inputType != null) json.of(inputType);
        if (answers) json.of(outputType);
        return (event, answer, context) -> {
            Object input = inputType == null ? null : parse(inputType, event);
            Object output = handler.handle(input, context);
            if (answers) write(outputType, output, answer);
            else answer.write(NULL);
        };
    }

    private Object parse(Type type, InputStream event) {
        try {
            return json.of(type).fromJson(event);
        } catch (Throwable problem) {
            throw new RuntimeException("An error occurred during JSON parsing", problem);
        }
    }

    private void write(Type type, Object value, OutputStream answer) {
        try {
            json.of(type).toJson(value, answer);
        } catch (Throwable problem) {
            throw new RuntimeException("An error occurred during JSON serialization of response", problem);
        }
    }
}
