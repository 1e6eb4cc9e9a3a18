# frozen_string_literal: true

# What a handler can ask about its invocation: https://docs.aws.amazon.com/lambda/latest/dg/ruby-context.html
class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name,
              :memory_limit_in_mb, :function_version, :identity, :client_context, :deadline_ms, :tenant_id

  def initialize(header)
    @deadline = monotonic_ms + header['remainingMs']
    @deadline_ms = (Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond) + header['remainingMs']).floor
    @aws_request_id = header['id']
    @invoked_function_arn = header['arn']
    @log_group_name = ENV.fetch('AWS_LAMBDA_LOG_GROUP_NAME', nil)
    @log_stream_name = ENV.fetch('AWS_LAMBDA_LOG_STREAM_NAME', nil)
    @function_name = ENV.fetch('AWS_LAMBDA_FUNCTION_NAME', nil)
    @memory_limit_in_mb = ENV.fetch('AWS_LAMBDA_FUNCTION_MEMORY_SIZE', nil)
    @tenant_id = header['tenantId']
    @function_version = ENV.fetch('AWS_LAMBDA_FUNCTION_VERSION', nil)
    @client_context = JSON.parse(header['clientContext']) if header['clientContext']
  end

  def get_remaining_time_in_millis
    [(@deadline - monotonic_ms).floor, 0].max
  end

  private

  def monotonic_ms
    Process.clock_gettime(Process::CLOCK_MONOTONIC, :millisecond)
  end
end
