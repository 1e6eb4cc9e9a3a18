# frozen_string_literal: true

# The method behind a handler's name: `file.method` or `file.Module::Class.method`.
# https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html
# Named as on AWS, because messages of NoMethodError name it.
class LambdaHandler
  def initialize(name)
    parts = name.split('.')
    unless [2, 3].include?(parts.size)
      raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD where FILENAME corresponds with an existing Ruby source file FILENAME.rb, CLASS is an optional module/class namespace and METHOD is a callable method. If using CLASS, METHOD must be a class-level method."
    end
    @file = parts.first
    @owner = parts[1] if parts.size == 3
    @method = parts.last
  end

  def load
    require @file
  end

  def call(event, context)
    receiver = @owner ? Kernel.const_get(@owner) : self
    receiver.__send__(@method, event: event, context: context)
  end

  def inspect
    '#<LambdaHandler>'
  end
end
