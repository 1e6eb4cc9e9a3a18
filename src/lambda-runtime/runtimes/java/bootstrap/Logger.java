package brume.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The logger of the context and of LambdaRuntime: one call, one log event. */
final class Logger implements LambdaLogger {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Channel channel;
    private final boolean asJson = format() == LogFormat.JSON;
    private final LogLevel lowest = level();
    private volatile String requestId;

    Logger(Channel channel) {
        this.channel = channel;
    }

    private static LogFormat format() {
        return "JSON".equals(System.getenv("AWS_LAMBDA_LOG_FORMAT")) ? LogFormat.JSON : LogFormat.TEXT;
    }

    private static LogLevel level() {
        try {
            return LogLevel.fromString(System.getenv("AWS_LAMBDA_LOG_LEVEL"));
        } catch (RuntimeException unknown) {
            return LogLevel.UNDEFINED;
        }
    }

    /** Log appenders reach the runtime's logger through LambdaRuntime, which offers no way to set it. */
    void install() throws ReflectiveOperationException {
        Field logger = LambdaRuntime.class.getDeclaredField("logger");
        logger.setAccessible(true);
        logger.set(null, this);
    }

    void setRequestId(String id) {
        requestId = id;
    }

    /** What the runtime itself says about a failure. */
    void logText(String text) {
        log(text, asJson ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        if (isEnabled(level)) channel.log(message, message.length);
    }

    @Override
    public void log(String message, LogLevel level) {
        if (!isEnabled(level)) return;
        byte[] bytes = asJson ? json(message, level) : text(message, level);
        channel.log(bytes, bytes.length);
    }

    private boolean isEnabled(LogLevel level) {
        return level == LogLevel.UNDEFINED || level.ordinal() >= lowest.ordinal();
    }

    private static byte[] text(String message, LogLevel level) {
        String line = level == LogLevel.UNDEFINED ? String.valueOf(message) : "[" + level + "] " + message;
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json(String message, LogLevel level) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("timestamp", TIMESTAMP.format(Instant.now()));
        record.put("message", message);
        record.put("level", level.toString());
        if (requestId != null) record.put("AWSRequestId", requestId);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer((java.lang.reflect.Type) Map.class).toJson(record, line);
        line.write('\n');
        return line.toByteArray();
    }
}
