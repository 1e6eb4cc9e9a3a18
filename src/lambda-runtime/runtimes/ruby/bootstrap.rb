# frozen_string_literal: true

# Runs inside the function's own process, on Ruby 3.1 and later; plain Ruby without gems.
require 'monitor'
require_relative 'channel'
require_relative 'context'
require_relative 'handler'
require_relative 'logging'

# Loads the handler, then one event after the other.
class Bootstrap
  # Six MiB and what surrounds it.
  LONGEST_RESPONSE_BYTES = 6_291_556
  TOO_LARGE = 'Function.ResponseSizeTooLarge'
  LONGEST_TRACE = 100
  # Exit statuses of AWS's runtime, which are -4 and -1.
  EXIT_INIT = 252
  EXIT_CRITICAL = 255

  def initialize
    @channel = Channel.new
    Logging.install(@channel)
  end

  def run
    @handler = load_handler
    @channel.write(Channel::READY, '')
    loop { serve(*@channel.next_event) }
  end

  private

  def load_handler
    name = ENV.fetch('_HANDLER')
    $LOAD_PATH.unshift(ENV.fetch('LAMBDA_TASK_ROOT'))
    LambdaHandler.new(name).tap(&:load)
  rescue Exception => e # also LoadError, and whatever the function's file raises
    shape = describe(e, 'Init')
    report("Init error when loading handler #{name}", shape)
    @channel.fail(Channel::INIT_FAILED, shape[:errorType], JSON.generate(shape))
    exit!(EXIT_INIT)
  end

  def serve(header, event)
    Logging.request_id = header['id']
    ENV['_X_AMZN_TRACE_ID'] = header['trace']
    answer(call_handler(JSON.parse(event.force_encoding(Encoding::UTF_8)), LambdaContext.new(header)))
  # As on AWS: after these the process is not to be trusted with another event.
  rescue NameError => e
    fail_critically(e)
  rescue StandardError => e
    shape = describe(e, 'Function')
    report('Error raised from handler method', shape)
    @channel.fail(Channel::FAILURE, shape[:errorType], JSON.generate(shape))
  rescue Exception => e
    fail_critically(e)
  end

  # A stream is an answer that is not made JSON of.
  def call_handler(event, context)
    result = @handler.call(event, context)
    result.is_a?(IO) || result.is_a?(StringIO) ? result.read.to_s : result.to_json
  end

  def answer(text)
    Logging.end_lines
    return @channel.write(Channel::RESPONSE, text) if text.bytesize <= LONGEST_RESPONSE_BYTES

    message = "Response payload size exceeded maximum allowed payload size (#{LONGEST_RESPONSE_BYTES} bytes)."
    @channel.fail(Channel::FAILURE, TOO_LARGE, JSON.generate(errorMessage: message, errorType: TOO_LARGE))
  end

  def fail_critically(error)
    shape = describe(error, 'Function')
    report('Critical exception from handler', shape)
    @channel.fail(Channel::FATAL, shape[:errorType], JSON.generate(shape), exit_status: EXIT_CRITICAL)
    exit!(EXIT_CRITICAL)
  end

  def report(message, shape)
    Logging.end_lines
    @channel.log("#{message}\n")
    @channel.log("#{JSON.pretty_generate(shape)}\n")
  end

  # https://docs.aws.amazon.com/lambda/latest/dg/ruby-exceptions.html
  def describe(error, phase)
    lines = (error.backtrace_locations || error.backtrace || []).map(&:to_s)
    theirs = lines.take_while { |line| !line.start_with?(__dir__) }
    {
      errorMessage: Logging.utf8(error.message),
      errorType: "#{phase}<#{error.class}>",
      stackTrace: theirs.first(LONGEST_TRACE).map { |line| Logging.utf8(line) }
    }
  end
end

Bootstrap.new.run
