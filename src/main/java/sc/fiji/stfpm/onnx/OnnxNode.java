package sc.fiji.stfpm.onnx;

/** An operation of a graph: its inputs, and its attributes. Field numbers are those of {@code onnx.proto}. */
final class OnnxNode {
	private static final int INT_KIND = 2, STRING_KIND = 3, INTS_KIND = 7;

	private final String operator;
	private final ProtoMessage message = new ProtoMessage();

	/**
	 * @param operator name in ONNX's default domain
	 * @param inputs names of values; empty for one that is left out
	 */
	OnnxNode(String operator, String... inputs) {
		this.operator = operator;
		for (String input : inputs)
			message.text(1, input);
	}

	OnnxNode set(String attribute, long value) {
		return add(new ProtoMessage().text(1, attribute).integer(3, value).integer(20, INT_KIND));
	}

	OnnxNode set(String attribute, String value) {
		return add(new ProtoMessage().text(1, attribute).text(4, value).integer(20, STRING_KIND));
	}

	OnnxNode set(String attribute, long[] values) {
		ProtoMessage list = new ProtoMessage().text(1, attribute);
		for (long value : values)
			list.integer(8, value);
		return add(list.integer(20, INTS_KIND));
	}

	private OnnxNode add(ProtoMessage attribute) {
		message.message(5, attribute);
		return this;
	}

	String operator() {
		return operator;
	}

	/** @param outputs names, the first of which is the node's, too */
	ProtoMessage named(String... outputs) {
		for (String output : outputs)
			message.text(2, output);
		return message.text(3, outputs[0]).text(4, operator);
	}
}
