package brume.runtime;

import java.io.IOError;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Security;

/** Runs inside the function's own process: loads the handler, then one event after the other. */
public final class Bootstrap {
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";
    private static final String RESPONSE_TOO_LARGE = "Function.ResponseSizeTooLarge";
    /** Six MiB and what surrounds it. */
    private static final int LONGEST_RESPONSE_BYTES = 6291556;

    private final Channel channel;
    private final LineStream out;
    private final LineStream err;
    private final Logger logger;

    private Bootstrap(Channel channel) throws Exception {
        this.channel = channel;
        out = new LineStream(channel);
        err = new LineStream(channel);
        logger = new Logger(channel);
        System.setOut(new PrintStream(out, false, "UTF-8"));
        System.setErr(new PrintStream(err, false, "UTF-8"));
        logger.install();
    }

    /** @param args `--train`: loads what functions need, for the class-data archive, and ends */
    public static void main(String[] args) throws Exception {
        // As on AWS: a name that could not be resolved may be resolvable a second later.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        if (args.length > 0 && args[0].equals("--train")) Training.run();
        else new Bootstrap(Channel.open()).run();
    }

    private void run() throws Exception {
        TaskClassLoader loader = TaskClassLoader.open(System.getenv("LAMBDA_TASK_ROOT"));
        Thread.currentThread().setContextClassLoader(loader);
        Json json = new Json(loader);
        Handler handler = load(loader, json);
        channel.ready();
        for (;;) {
            Channel.Delivery delivery = channel.next();
            Event event = Event.read(delivery.header());
            if (event.trace != null) System.setProperty(TRACE_PROPERTY, event.trace);
            logger.setRequestId(event.id);
            invoke(handler, delivery, event, json);
            Thread.interrupted(); // the function's doing must not reach the next event
        }
    }

    private Handler load(TaskClassLoader loader, Json json) {
        try {
            return new HandlerLoader(loader, json).load(System.getenv("_HANDLER"));
        } catch (Fault fault) {
            if (!fault.fatal) return (input, answer, context) -> { throw fault; };
            logger.logText(fault.report());
            flush();
            channel.fail(Channel.INIT_FAILED, fault.type(), json.writeError(fault.shape()));
            Runtime.getRuntime().halt(1);
            throw fault;
        }
    }

    private void invoke(Handler handler, Channel.Delivery delivery, Event event, Json json) {
        Channel.Answer answer = new Channel.Answer();
        try {
            // In here because the caller's client context can be anything.
            handler.run(delivery.payload(), answer, new InvocationContext(event, json, logger));
        } catch (Throwable problem) {
            fail(problem, json);
            return;
        }
        flush();
        if (answer.answerBytes() <= LONGEST_RESPONSE_BYTES) channel.respond(answer);
        else channel.fail(Channel.FAILURE, RESPONSE_TOO_LARGE, tooLarge());
    }

    private void fail(Throwable problem, Json json) {
        Fault fault = problem instanceof Fault ? (Fault) problem : Fault.of(problem);
        boolean ends = fault.fatal || problem instanceof VirtualMachineError || problem instanceof IOError;
        logger.logText(fault.report());
        flush();
        channel.fail(ends ? Channel.FATAL : Channel.FAILURE, fault.type(), json.writeError(fault.shape()));
        if (ends) Runtime.getRuntime().halt(1);
    }

    /** What was printed without a newline belongs to the invocation that printed it. */
    private void flush() {
        System.out.flush();
        System.err.flush();
        out.endLine();
        err.endLine();
    }

    private static byte[] tooLarge() {
        String message = "Response payload size exceeded maximum allowed payload size (" + LONGEST_RESPONSE_BYTES + " bytes).";
        String text = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + RESPONSE_TOO_LARGE + "\"}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
