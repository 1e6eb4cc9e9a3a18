package brume.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A failure as its caller and the log are told of it: https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String OURS = Bootstrap.class.getPackage().getName() + ".";

    /** The process ends with it. */
    final boolean fatal;
    private final Throwable problem;
    /** Whether the caller sees the trace; not for failures to find the handler, as on AWS. */
    private final boolean traced;

    private Fault(String message, Throwable problem, boolean fatal, boolean traced) {
        super(message, null, false, false);
        this.problem = problem;
        this.fatal = fatal;
        this.traced = traced;
    }

    /** An exception that the function's code threw. */
    static Fault of(Throwable problem) {
        return new Fault(messageOf(problem), problem, false, true);
    }

    /** An exception in the constructor of the handler's class ends INIT. */
    static Fault ofConstructor(Throwable problem) {
        return new Fault(messageOf(problem), problem, true, false);
    }

    private static String messageOf(Throwable problem) {
        String message = problem.getLocalizedMessage();
        return message == null ? problem.getClass().getName() : message;
    }

    /** The handler cannot be used. @param cause may be null */
    static Fault ofHandler(String message, Throwable cause, boolean fatal) {
        return new Fault(message, cause, fatal, false);
    }

    /** For the header; callers are told only what `shape` holds. */
    String type() {
        return problem == null ? "Runtime.Unknown" : problem.getClass().getName();
    }

    /** The answer for the caller. */
    Map<String, Object> shape() {
        if (traced) return shapeOf(problem, Collections.newSetFromMap(new IdentityHashMap<>()));
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("errorMessage", getMessage());
        if (problem != null) shape.put("errorType", problem.getClass().getName());
        return shape;
    }

    private static Map<String, Object> shapeOf(Throwable problem, Set<Throwable> seen) {
        seen.add(problem);
        hideOurFrames(problem);
        List<String> trace = new ArrayList<>();
        for (StackTraceElement element : problem.getStackTrace()) trace.add(element.toString());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("errorMessage", messageOf(problem));
        shape.put("errorType", problem.getClass().getName());
        shape.put("stackTrace", trace);
        Throwable cause = problem.getCause();
        if (cause != null && !seen.contains(cause)) shape.put("cause", shapeOf(cause, seen));
        return shape;
    }

    /** The text of the log event. */
    String report() {
        if (problem == null) return getMessage() + "\n";
        for (Throwable each = problem; each != null && hideOurFrames(each); ) each = each.getCause();
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        return getMessage() + ": " + problem.getClass().getName() + "\n" + trace + "\n";
    }

    /** Cuts a trace where this runtime begins. @return false when it was cut before */
    private static boolean hideOurFrames(Throwable problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        for (int at = 0; at < trace.length; at++) {
            if (!trace[at].getClassName().startsWith(OURS)) continue;
            StackTraceElement[] theirs = new StackTraceElement[at];
            System.arraycopy(trace, 0, theirs, 0, at);
            problem.setStackTrace(theirs);
            return true;
        }
        return false;
    }
}
