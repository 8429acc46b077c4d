package sc.fiji.stfpm.torch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;

import sc.fiji.stfpm.weights.DType;

/** The white list: all that a pickle may name, and the plain Java value each becomes. */
final class TorchClasses {
	/** What a reader makes of a class that a pickle names. */
	interface Lookup {
		IObjectConstructor named(String module, String name);
	}

	/**
	 * In place of an object of a class that weights do not need: the class's name, and under their keys the values that the
	 * pickle puts in. Nothing of the class is run, also where the pickle calls it.
	 */
	static final class Ignored implements IObjectConstructor {
		final String type;
		private Map<Object, Object> entries = Map.of();

		Ignored(String type) {
			this.type = type;
		}

		/** Made when first asked for, since most stay empty. */
		Map<Object, Object> entries() {
			if (entries.isEmpty())
				entries = new LinkedHashMap<>();
			return entries;
		}

		@Override
		public Object construct(Object[] args) {
			return new Ignored(type);
		}
	}

	/** A storage class; only ever named, never called. */
	record StorageClass(DType dtype) implements IObjectConstructor {
		@Override
		public Object construct(Object[] args) {
			throw new PickleException("a storage class is called");
		}
	}

	private static final Map<String, IObjectConstructor> ALLOWED = new HashMap<>();

	static {
		Map.of("Double", DType.F64, "Float", DType.F32, "Half", DType.F16, "BFloat16", DType.BF16, "Long", DType.I64, "Int",
			DType.I32, "Short", DType.I16, "Char", DType.I8, "Byte", DType.U8, "Bool", DType.BOOL).forEach((name, dtype) -> {
				ALLOWED.put("torch." + name + "Storage", new StorageClass(dtype));
				ALLOWED.put("torch.cuda." + name + "Storage", new StorageClass(dtype));
			});
		ALLOWED.put("collections.OrderedDict", TorchClasses::dictionary);
		ALLOWED.put("torch.Size", args -> single("torch.Size", args));
		ALLOWED.put("torch._utils._rebuild_tensor", args -> tensor(args, 4, 4));
		ALLOWED.put("torch._utils._rebuild_tensor_v2", args -> tensor(args, 6, 7));
		ALLOWED.put("torch._utils._rebuild_parameter", TorchClasses::parameter);
		ALLOWED.put("torch.nn.parameter.Parameter", args -> single("torch.nn.parameter.Parameter", args));
		// What training frameworks save beside the weights: settings, paths, dates, counters.
		for (String name : List.of("collections.defaultdict", "collections.Counter", "builtins.dict", "__builtin__.dict",
			"builtins.list", "__builtin__.list", "builtins.int", "__builtin__.int", "builtins.set", "__builtin__.set",
			"builtins.bytearray", "__builtin__.bytearray", "_codecs.encode", "torch.device", "torch.float64", "torch.float32",
			"torch.float16", "torch.bfloat16", "torch.int64", "argparse.Namespace", "pathlib.Path", "pathlib.PosixPath",
			"pathlib.WindowsPath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath", "datetime.datetime", "datetime.timedelta",
			"typing.Any", "numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
			"lightning.fabric.utilities.data.AttributeDict", "lightning_fabric.utilities.data.AttributeDict",
			"pytorch_lightning.utilities.parsing.AttributeDict", "lightning.pytorch.utilities.parsing.AttributeDict",
			"omegaconf.dictconfig.DictConfig", "omegaconf.listconfig.ListConfig", "omegaconf.base.ContainerMetadata",
			"omegaconf.base.Metadata", "omegaconf.nodes.AnyNode"))
			ALLOWED.put(name, new Ignored(name));
	}

	private TorchClasses() {}

	/** @throws PickleException naming the class, if it is not on the list */
	static IObjectConstructor named(String module, String name) {
		IObjectConstructor constructor = ALLOWED.get(module + "." + name);
		if (constructor == null)
			throw new PickleException("refused, for it names " + module + "." + name
				+ ", which is not among the few classes that weights need (expected a plain state dict)");
		return constructor;
	}

	/** As {@link #named}, but a class that is not on the list becomes {@link Ignored}. */
	static IObjectConstructor namedOrIgnored(String module, String name) {
		IObjectConstructor constructor = ALLOWED.get(module + "." + name);
		return constructor == null ? new Ignored(module + "." + name) : constructor;
	}

	private static Object dictionary(Object[] args) {
		Map<Object, Object> map = new LinkedHashMap<>();
		if (args.length > 1 || args.length == 1 && !(args[0] instanceof List))
			throw new PickleException("an OrderedDict is built from unexpected arguments");
		if (args.length == 1)
			for (Object pair : (List<?>) args[0]) {
				Object[] entry = pair instanceof List ? ((List<?>) pair).toArray() : (Object[]) pair;
				if (entry.length != 2)
					throw new PickleException("an OrderedDict has an entry that is not a pair");
				map.put(checkKey(entry[0]), entry[1]);
			}
		return map;
	}

	/** Containers as keys are refused: Python cannot hash most of them, and Java may never finish. */
	static Object checkKey(Object key) {
		if (key instanceof String || key instanceof Number || key instanceof Boolean || key instanceof Object[] || key instanceof Ignored
			|| key == null)
			return key;
		throw new PickleException("a dictionary has a key of type " + key.getClass().getSimpleName());
	}

	private static Object single(String what, Object[] args) {
		if (args.length != 1 || !(args[0] instanceof Object[] || args[0] instanceof TorchTensor))
			throw new PickleException(what + " is called with unexpected arguments");
		return args[0];
	}

	/** {@code (data, requires_grad, backward_hooks)} */
	private static Object parameter(Object[] args) {
		if (args.length != 3 || !(args[0] instanceof TorchTensor) || !(args[1] instanceof Boolean) || !isEmptyMap(args[2]))
			throw new PickleException("_rebuild_parameter is called with unexpected arguments");
		return args[0];
	}

	/** {@code (storage, offset, shape, strides[, requires_grad, backward_hooks[, metadata]])} */
	private static Object tensor(Object[] args, int min, int max) {
		if (args.length < min || args.length > max || !(args[0] instanceof TorchStorage)
			|| args.length >= 6 && !(args[4] instanceof Boolean && isEmptyMap(args[5])))
			throw new PickleException("_rebuild_tensor is called with unexpected arguments");
		return new TorchTensor((TorchStorage) args[0], whole(args[1]), wholes(args[2]), wholes(args[3]));
	}

	private static boolean isEmptyMap(Object value) {
		return value instanceof Map && ((Map<?, ?>) value).isEmpty();
	}

	static long whole(Object value) {
		if (value instanceof Integer || value instanceof Long)
			return ((Number) value).longValue();
		throw new PickleException("expected a whole number, found " + (value == null ? null : value.getClass().getSimpleName()));
	}

	private static long[] wholes(Object value) {
		if (!(value instanceof Object[]))
			throw new PickleException("expected a tuple of whole numbers");
		Object[] tuple = (Object[]) value;
		long[] numbers = new long[tuple.length];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = whole(tuple[i]);
		return numbers;
	}
}
