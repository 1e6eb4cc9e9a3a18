package brume.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Uses what functions will use, once; the classes that this loads make the archive. */
final class Training {
    private static final String EVENT =
            "{\"id\":\"a\",\"arn\":\"b\",\"trace\":\"c\",\"remainingMs\":3000,\"text\":\"é\",\"list\":[1,2.5,true,null]}";

    private Training() {}

    /** A function as most are. */
    public static final class Sample {
        private String text;
        private List<Object> list;

        public String getText() {
            return text;
        }

        public void setText(String value) {
            text = value;
        }

        public List<Object> getList() {
            return list;
        }

        public void setList(List<Object> value) {
            list = value;
        }

        public Sample pass(Sample value) {
            return value;
        }

        public Map<String, Object> pass(Map<String, Object> value) {
            return value;
        }
    }

    static void run() throws Exception {
        TaskClassLoader loader = TaskClassLoader.open(System.getProperty("java.io.tmpdir"));
        Json json = new Json(loader);
        Logger logger = new Logger(null);
        logger.install();
        new InvocationContext(Event.read(bytes(EVENT)), json, logger).getRemainingTimeInMillis();
        for (Type type : new Type[] {Sample.class, Map.class, String.class, List.class, Object.class, Integer.class}) {
            OutputStream answer = new ByteArrayOutputStream();
            Object value = type == String.class ? "text" : type == List.class ? List.of(1) : type == Integer.class ? 1 : null;
            if (value == null) value = json.of(type).fromJson(bytes(EVENT));
            json.of(type).toJson(value, answer);
        }
        json.writeError(Fault.of(new RuntimeException("training")).shape());
        new HandlerLoader(loader, json).load(Sample.class.getName() + "::pass");
        new LineStream(null).write(new byte[] {'a'}, 0, 1);
        Channel.open();
        new Channel.Answer();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
