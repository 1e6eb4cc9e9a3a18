# frozen_string_literal: true

require 'json'

# Frames over file descriptor 3 (../../frames.ts is the other end). Between invocations the process
# sleeps in the read here, which freezes the function as AWS does.
class Channel
  READY = 2
  INIT_FAILED = 3
  LOG = 4
  RESPONSE = 5
  FAILURE = 6
  FATAL = 7

  DESCRIPTOR = 3
  INVOKE = 1
  HEAD_BYTES = 9
  # CloudWatch's limit for one event is 256 KB; longer messages are cut into several.
  LONGEST_LOG_BYTES = 262_144 - 26

  def initialize
    @input = IO.for_fd(DESCRIPTOR, 'rb', autoclose: false)
    @output = IO.for_fd(DESCRIPTOR, 'wb', autoclose: false)
    @output.sync = true
    @writing = Monitor.new
  end

  # Blocks until there is an event; ends the process when Brume has gone.
  # Returns the header (a Hash) and the event's bytes.
  def next_event
    length, type, header_bytes = read(HEAD_BYTES).unpack('VCV')
    exit!(1) unless type == INVOKE
    header = JSON.parse(read(header_bytes).force_encoding(Encoding::UTF_8))
    [header, read(4 + length - HEAD_BYTES - header_bytes)]
  end

  def write(type, body)
    frame = [1 + body.bytesize, type].pack('VC') << body.b
    @writing.synchronize { @output.write(frame) }
  rescue Errno::EPIPE, Errno::ECONNRESET
    exit!(0)
  end

  # One log event, or several when it is too long for one.
  def log(text)
    rest = text
    while rest.bytesize > LONGEST_LOG_BYTES
      piece = rest.byteslice(0, LONGEST_LOG_BYTES).scrub('') # not a half character
      write(LOG, piece)
      rest = rest.byteslice(piece.bytesize..)
    end
    write(LOG, rest) unless rest.empty?
  end

  # exit_status: only for FATAL.
  def fail(type, error_type, payload, exit_status: nil)
    kind = error_type.b[0, 255]
    write(type, (exit_status ? [exit_status].pack('C') : ''.b) + [kind.bytesize].pack('C') + kind + payload.b)
  end

  private

  def read(count)
    return +'' if count.zero?

    bytes = @input.read(count)
    exit!(0) if bytes.nil? || bytes.bytesize < count
    bytes
  end
end
