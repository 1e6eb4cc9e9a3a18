# frozen_string_literal: true

require 'logger'
require 'stringio'

# What the function prints takes the way of its answers, so that order is kept.
module Logging
  class << self
    attr_reader :channel
    attr_accessor :request_id

    def install(channel)
      @channel = channel
      $stdout = Stream.new
      $stderr = Stream.new
      Kernel.prepend(WholePuts)
      ::Logger.prepend(LambdaLogging)
      at_exit { end_lines }
    end

    def utf8(text)
      text = text.to_s
      text = text.dup.force_encoding(Encoding::UTF_8) if text.encoding == Encoding::BINARY
      text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace).scrub
    end

    # At the end of an invocation: what has no newline yet gets one.
    def end_lines
      [$stdout, $stderr].each { |stream| stream.end_line if stream.is_a?(Stream) }
    end
  end

  # `puts` is one log event, however many lines it has.
  module WholePuts
    private

    def puts(*values)
      return super unless $stdout.is_a?(Stream)

      buffer = StringIO.new
      buffer.puts(*values)
      $stdout.write_whole(buffer.string)
      nil
    end
  end

  # In the place of $stdout and $stderr: one log event a line.
  class Stream
    def initialize
      @line = +''
      @lock = Monitor.new
    end

    def write(*values)
      values.sum do |value|
        text = value.to_s
        @lock.synchronize { add(Logging.utf8(text)) }
        text.bytesize
      end
    end

    def write_whole(text)
      @lock.synchronize do
        end_line
        Logging.channel.log(Logging.utf8(text))
      end
    end

    def end_line
      @lock.synchronize { add("\n") unless @line.empty? }
    end

    def print(*values)
      write(*values)
      nil
    end

    def puts(*values)
      buffer = StringIO.new
      buffer.puts(*values)
      print(buffer.string)
    end

    def printf(format, *values)
      print(format(format, *values))
    end

    def <<(value)
      write(value)
      self
    end

    def putc(value)
      print(value.is_a?(Integer) ? value.chr : value[0])
      value
    end

    def flush = self
    def fsync = 0
    def sync = true
    def sync=(value); end
    def tty? = false
    def isatty = false
    def fileno = nil
    def close; end
    def closed? = false
    def external_encoding = Encoding::UTF_8
    def set_encoding(*) = self
    alias write_nonblock write
    alias syswrite write

    private

    def add(text)
      *lines, rest = (@line + text).split("\n", -1)
      lines.each { |line| Logging.channel.log("#{line}\n") }
      @line = rest.to_s
    end
  end

  # Where a Logger writes when it is to write to the standard streams: one record, one log event.
  class Device
    def write(text)
      Logging.channel.log(Logging.utf8(text))
    end

    def close; end
  end

  class TextFormatter < ::Logger::Formatter
    def call(severity, time, progname, message)
      stamp = time.strftime('%Y-%m-%dT%H:%M:%S.%6N')
      "#{severity[0]}, [#{stamp} ##{Process.pid}] #{severity.rjust(5)} #{Logging.request_id} -- #{progname}: #{msg2str(message)}\n"
    end
  end

  class JsonFormatter < ::Logger::Formatter
    def call(severity, time, progname, message)
      record = { timestamp: time.utc.strftime('%Y-%m-%dT%H:%M:%S.%6NZ'), level: severity }
      record[:message] = Logging.utf8(message.is_a?(Exception) ? message.message : msg2str(message))
      record[:requestId] = Logging.request_id
      record[:logger] = Logging.utf8(progname) unless progname.nil? || progname.to_s.empty?
      if message.is_a?(Exception)
        record.merge!(errorType: message.class.to_s, errorMessage: Logging.utf8(message.message))
        record[:stackTrace] = Array(message.backtrace).map { |line| Logging.utf8(line) }
      end
      "#{JSON.generate(record.compact)}\n"
    end
  end

  # Loggers on the standard streams: https://docs.aws.amazon.com/lambda/latest/dg/ruby-logging.html
  module LambdaLogging
    def initialize(device = nil, *rest, **options)
      return super unless [nil, STDOUT, STDERR, $stdout, $stderr].include?(device)

      level = ENV.fetch('AWS_LAMBDA_LOG_LEVEL', 'debug').downcase
      level = 'debug' if level == 'trace' # Ruby knows no such level
      super(Device.new, *rest, **{ level: level }.merge(options))
      @default_formatter = ENV['AWS_LAMBDA_LOG_FORMAT'] == 'JSON' ? JsonFormatter.new : TextFormatter.new
    end
  end
end
