package brume.runtime;

/** The header of an invoke frame. */
public final class Event {
    public String id;
    public String arn;
    public String trace;
    public String clientContext;
    public long remainingMs;
}
