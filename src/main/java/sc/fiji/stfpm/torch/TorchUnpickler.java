package sc.fiji.stfpm.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

import sc.fiji.stfpm.weights.WeightFileException;

/**
 * Reads the pickles inside PyTorch checkpoints. Every way for a pickle to name a class is taken over here and leads to
 * {@link TorchClasses} only, so none of the library's own constructors can be reached; object state is never applied by
 * reflection. Amounts are checked before anything is allocated. One instance reads one pickle.
 */
final class TorchUnpickler extends Unpickler {
	private static final int MAX_OPERATIONS = 5_000_000;
	private static final int MAX_TEXT = 1 << 24;
	private static final int MAX_LINE = 1 << 16;
	/** Numbers of that many bytes serve nothing, and to write out longer ones takes ever longer. */
	private static final int MAX_NUMBER = 1 << 10;
	private static final int MAX_MESSAGE = 300;

	/** Storages referred to so far, by key. */
	private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
	private final boolean legacy;
	private final TorchClasses.Lookup classes;
	private int protocol;
	private int operations;

	/**
	 * @param legacy whether the pickle is of the layout before PyTorch 1.6
	 * @param classes what the classes it names become
	 */
	TorchUnpickler(boolean legacy, TorchClasses.Lookup classes) {
		this.legacy = legacy;
		this.classes = classes;
	}

	/**
	 * Reads one pickle, up to and including its STOP.
	 *
	 * @param in supports mark and reset, and {@code available()} is all that is left
	 * @throws WeightFileException for all that is not a well-formed pickle of allowed classes
	 */
	Object load(Path file, InputStream in) throws IOException {
		try {
			return load(in);
		}
		// The library and hostile input between them throw any unchecked exception.
		catch (IOException | RuntimeException e) {
			boolean explained = e instanceof PickleException || e instanceof IllegalArgumentException || e instanceof IOException;
			String message = explained ? printable(e.getMessage()) : "it is malformed (" + e.getClass().getSimpleName() + ")";
			throw new WeightFileException(file, "its pickle cannot be read: " + message, e);
		}
	}

	private static String printable(String message) {
		String text = String.valueOf(message).replaceAll("[^ -~]", "?");
		return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "..." : text;
	}

	Map<String, TorchStorage> storages() {
		return storages;
	}

	@Override
	protected Object dispatch(short opcode) throws IOException {
		if (++operations > MAX_OPERATIONS)
			throw new PickleException("it has more than " + MAX_OPERATIONS + " operations");
		checkProtocol(opcode);
		checkLength(opcode);
		switch (opcode) {
			case Opcodes.PROTO -> protocol = peekNumber(1);
			case Opcodes.STOP -> expect(stack.size() == 1 && !(legacy && protocol == 0), "its end does not fit its beginning");
			default -> {}
		}
		if (replaces(opcode))
			return NO_RETURN_VALUE;
		Object result = super.dispatch(opcode);
		if (legacy && (opcode == Opcodes.BINPUT || opcode == Opcodes.LONG_BINPUT))
			// Python numbers them in turn, from 0 or, long ago, from 1; the older layout has no checksum to show a gap.
			expect(memo.containsKey(memo.size() - (memo.containsKey(0) ? 1 : 0)), "its memo has a gap");
		return result;
	}

	/** A pickle whose bytes were shifted is caught more surely where it may not use what its protocol lacks. */
	private void checkProtocol(short opcode) {
		boolean three = opcode == Opcodes.BINBYTES || opcode == Opcodes.SHORT_BINBYTES;
		boolean four = opcode >= Opcodes.SHORT_BINUNICODE;
		expect(!(three && protocol < 3 || four && protocol < 4), "it uses an operation that protocol " + protocol + " lacks");
	}

	private void checkLength(short opcode) throws IOException {
		switch (opcode) {
			case Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES -> checkLength(peekNumber(4));
			case Opcodes.LONG4 -> {
				int length = peekNumber(4);
				checkLength(length);
				expect(length <= MAX_NUMBER, "a number has " + length + " bytes");
			}
			case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> checkLength(peekNumber(8));
			case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT, Opcodes.STRING, Opcodes.UNICODE, Opcodes.GET, Opcodes.PUT,
				Opcodes.PERSID, Opcodes.GLOBAL, Opcodes.INST -> checkLine();
			default -> {}
		}
	}

	private void checkLength(int length) throws IOException {
		expect(length >= 0 && length <= Math.min(MAX_TEXT, input.available()), "a string is longer than what is left");
	}

	/** The number ahead, little-endian; negative where it does not fit an int. */
	private int peekNumber(int bytes) throws IOException {
		input.mark(bytes);
		byte[] ahead = PickleUtils.readbytes(input, bytes);
		input.reset();
		long number = 0;
		for (int i = bytes - 1; i >= 0; i--)
			number = number << 8 | ahead[i] & 0xff;
		return number < 0 || number > Integer.MAX_VALUE ? -1 : (int) number;
	}

	private void checkLine() throws IOException {
		input.mark(MAX_LINE);
		int length = 0;
		for (int c = input.read(); c != '\n'; c = input.read())
			expect(c != -1 && ++length <= MAX_LINE, "a line does not end");
		input.reset();
	}

	/** Carries out the operations that must not be the library's; false for all others. */
	private boolean replaces(short opcode) throws IOException {
		switch (opcode) {
			case Opcodes.GLOBAL -> stack.add(readGlobal());
			case Opcodes.STACK_GLOBAL -> {
				String name = (String) stack.pop();
				stack.add(classes.named((String) stack.pop(), name));
			}
			case Opcodes.INST -> {
				IObjectConstructor constructor = readGlobal();
				stack.add(constructor.construct(stack.pop_all_since_marker().toArray()));
			}
			case Opcodes.BUILD -> build(stack.pop(), stack.peek());
			// Ordered, unlike the library's.
			case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
			case Opcodes.DICT -> {
				List<Object> items = stack.pop_all_since_marker();
				stack.add(new LinkedHashMap<>());
				putAll(items);
			}
			case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
			case Opcodes.SETITEM -> {
				Object value = stack.pop();
				Object key = stack.pop();
				putAll(Arrays.asList(key, value));
			}
			case Opcodes.APPENDS -> append(stack.pop_all_since_marker());
			case Opcodes.APPEND -> append(Collections.singletonList(stack.pop()));
			case Opcodes.FROZENSET, Opcodes.ADDITEMS -> addToSet(opcode);
			default -> {
				return false;
			}
		}
		return true;
	}

	private IObjectConstructor readGlobal() throws IOException {
		String module = PickleUtils.readline(input);
		checkLine();
		return classes.named(module, PickleUtils.readline(input));
	}

	/** State is dropped: an OrderedDict's is its {@code _metadata}, an old Parameter's its gradient flags. */
	private void build(Object state, Object target) {
		if (target instanceof TorchClasses.Ignored ignored && state instanceof Map<?, ?> attributes)
			ignored.entries().putAll(attributes);
		expect(target instanceof Map && state instanceof Map || target instanceof TorchTensor && state instanceof Object[]
			|| target instanceof TorchClasses.Ignored, "a value that has no state is given one");
	}

	@SuppressWarnings("unchecked")
	private void putAll(List<Object> items) {
		expect(items.size() % 2 == 0, "a dictionary has a key without a value");
		Object target = stack.peek();
		if (target instanceof TorchClasses.Ignored ignored)
			target = ignored.entries();
		expect(target instanceof Map, "entries are put into something that is no dictionary");
		for (int i = 0; i < items.size(); i += 2)
			((Map<Object, Object>) target).put(TorchClasses.checkKey(items.get(i)), items.get(i + 1));
	}

	@SuppressWarnings("unchecked")
	private void append(List<Object> items) {
		Object target = stack.peek();
		expect(target instanceof List || target instanceof TorchClasses.Ignored, "values are appended to something that is no list");
		if (target instanceof List)
			((List<Object>) target).addAll(items);
	}

	/** Weights hold no sets; what stands beside them may. */
	private void addToSet(short opcode) {
		stack.pop_all_since_marker();
		if (opcode == Opcodes.ADDITEMS)
			stack.pop();
		stack.add(new TorchClasses.Ignored("builtins.set"));
	}

	/** {@code ('storage', class, key, location, size[, view])}; PyTorch has long written no view but None. */
	@Override
	protected Object persistentLoad(Object id) {
		Object[] parts = id instanceof Object[] ? (Object[]) id : new Object[0];
		expect((legacy ? parts.length == 6 && parts[5] == null : parts.length == 5) && "storage".equals(parts[0])
			&& parts[1] instanceof TorchClasses.StorageClass && parts[2] instanceof String && parts[3] instanceof String,
			"it refers to something other than a storage of its own (expected a state dict)");
		TorchStorage storage = new TorchStorage((String) parts[2], ((TorchClasses.StorageClass) parts[1]).dtype(),
			TorchClasses.whole(parts[4]));
		TorchStorage known = storages.putIfAbsent(storage.key(), storage);
		expect(known == null || known.equals(storage), "it describes storage " + storage.key() + " in two ways");
		return storage;
	}

	private static void expect(boolean condition, String otherwise) {
		if (!condition)
			throw new PickleException(otherwise);
	}
}
