package sc.fiji.stfpm.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;

/** A device's manager whose memory runs out at an array that is yet to come. */
final class ScarceManager {
	private final NDManager manager;
	/** Arrays until then; negative where there is no end. */
	private int left = -1;

	private ScarceManager(NDManager manager) {
		this.manager = manager;
	}

	static ScarceManager of(ComputeDevice device) {
		return new ScarceManager(device.newManager());
	}

	/** Gives so many arrays, fails once, and has memory again. */
	void failAfter(int arrays) {
		left = arrays;
	}

	NDManager get() {
		return wrap(manager);
	}

	private NDManager wrap(NDManager real) {
		return (NDManager) Proxy.newProxyInstance(NDManager.class.getClassLoader(), new Class<?>[] { NDManager.class }, (proxy, method, arguments) -> {
			if (method.getName().equals("create") && left-- == 0) throw new EngineException("CUDA out of memory. Tried to allocate 20.00 MiB.");
			try {
				Object result = method.invoke(real, arguments);
				return method.getName().equals("newSubManager") ? wrap((NDManager) result) : result;
			}
			catch (InvocationTargetException e) {
				throw e.getCause();
			}
		});
	}
}
