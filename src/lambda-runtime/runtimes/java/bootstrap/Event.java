package brume.runtime;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonFactory;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonParser;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/** The header of an invoke frame. */
final class Event {
    /** Only the tokens of JSON: mapping to beans costs a cold start a hundred times as much. */
    private static final JsonFactory TOKENS = new JsonFactory();

    final String id;
    final String arn;
    final String trace;
    final String clientContext;
    final String tenantId;
    final long remainingMs;

    private Event(Fields fields) {
        id = fields.id;
        arn = fields.arn;
        trace = fields.trace;
        clientContext = fields.clientContext;
        tenantId = fields.tenantId;
        remainingMs = fields.remainingMs;
    }

    private static final class Fields {
        private String id;
        private String arn;
        private String trace;
        private String clientContext;
        private String tenantId;
        private long remainingMs;
    }

    static Event read(InputStream header) throws IOException {
        Fields fields = new Fields();
        try (JsonParser parser = TOKENS.createParser(header)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                readField(fields, name, parser);
                parser.skipChildren();
            }
        }
        return new Event(fields);
    }

    private static void readField(Fields fields, String name, JsonParser parser) throws IOException {
        switch (name) {
            case "id":
                fields.id = parser.getText();
                break;
            case "arn":
                fields.arn = parser.getText();
                break;
            case "trace":
                fields.trace = parser.getText();
                break;
            case "clientContext":
                fields.clientContext = parser.getText();
                break;
            case "tenantId":
                fields.tenantId = parser.getText();
                break;
            case "remainingMs":
                fields.remainingMs = parser.getValueAsLong();
                break;
            default: // of a newer Brume
        }
    }
}
