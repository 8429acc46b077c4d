package sc.fiji.stfpm.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX graph that grows node by node; values go by their names, and a node's inputs are there before it. Field numbers are those of
 * {@code onnx.proto}.
 */
final class OnnxGraph {
	/** Of the operators, and of the file format that came with them (ONNX 1.12): what runtimes of 2022 and later read. */
	static final int OPSET = 17, IR_VERSION = 8;
	/** Element types. */
	static final int FLOAT = 1, INT64 = 7;

	private final ProtoMessage graph = new ProtoMessage();
	private final Set<String> names = new HashSet<>();

	/**
	 * An input of floats.
	 *
	 * @param shape of each axis the extent, an {@link Integer}, or a name for what is known only when it runs
	 * @return its name
	 */
	String input(String name, Object... shape) {
		graph.message(11, value(unused(name), shape));
		return name;
	}

	/** Makes a value an output. */
	void output(String name, Object... shape) {
		if (!names.contains(name)) throw new IllegalStateException("The graph has no value " + name);
		graph.message(12, value(name, shape));
	}

	private static ProtoMessage value(String name, Object... shape) {
		ProtoMessage extents = new ProtoMessage();
		for (Object extent : shape)
			extents.message(1, extent instanceof Integer fixed ? new ProtoMessage().integer(1, fixed) : new ProtoMessage().text(2, (String) extent));
		ProtoMessage tensor = new ProtoMessage().integer(1, FLOAT).message(2, extents);
		return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
	}

	/** Adds an operation and returns its output, which is named after it. */
	String add(OnnxNode node) {
		return add(node, free(node.operator()));
	}

	/** Adds an operation that has a second output, which nobody asks for. */
	String addFirst(OnnxNode node) {
		String first = free(node.operator());
		graph.message(1, node.named(unused(first), unused(first + "_second")));
		return first;
	}

	/** Adds an operation whose output has a name. */
	String add(OnnxNode node, String output) {
		graph.message(1, node.named(unused(output)));
		return output;
	}

	/** A constant of floats, row-major; the array must not be changed afterwards. */
	String constant(String name, float[] values, long... shape) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return constant(name, FLOAT, bytes, shape);
	}

	/** A list of whole numbers, such as a shape; the same list is there once. */
	String list(long... values) {
		String name = "list_" + Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining("_"));
		if (names.contains(name)) return name;
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asLongBuffer().put(values);
		return constant(name, INT64, bytes, values.length);
	}

	/** A whole number without axes; the same one is there once. */
	String scalar(long value) {
		String name = "scalar_" + value;
		return names.contains(name) ? name : constant(name, INT64, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value));
	}

	private String constant(String wanted, int type, ByteBuffer bytes, long... shape) {
		String name = unused(free(wanted));
		ProtoMessage tensor = new ProtoMessage();
		for (long extent : shape)
			tensor.integer(1, extent);
		graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, bytes));
		return name;
	}

	/** A name that nothing has: the wanted one, or that with a number. */
	private String free(String wanted) {
		String name = wanted;
		for (int i = 2; names.contains(name); i++)
			name = wanted + "_" + i;
		return name;
	}

	private String unused(String name) {
		if (!names.add(name)) throw new IllegalStateException("The graph has two values " + name);
		return name;
	}

	/**
	 * All of a file; to be asked for once.
	 *
	 * @param name of the graph
	 * @param producer the software
	 */
	ProtoMessage model(String name, String producer, Map<String, String> metadata) {
		ProtoMessage model = new ProtoMessage().integer(1, IR_VERSION).text(2, producer).message(8, new ProtoMessage().text(1, "").integer(2,
			OPSET)).message(7, graph.text(2, name));
		metadata.forEach((key, value) -> model.message(14, new ProtoMessage().text(1, key).text(2, value)));
		return model;
	}
}
