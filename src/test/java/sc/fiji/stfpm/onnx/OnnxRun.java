package sc.fiji.stfpm.onnx;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** A file in ONNX Runtime. */
final class OnnxRun implements AutoCloseable {
	/** Values in row-major order. */
	record Array(float[] values, long... shape) {}

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
	private final OrtSession session;

	OnnxRun(Path file) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(2);
			session = environment.createSession(file.toString(), options);
		}
	}

	Map<String, String> metadata() throws OrtException {
		return session.getMetadata().getCustomMetadata();
	}

	Set<String> inputs() {
		return session.getInputNames();
	}

	Map<String, Array> run(Map<String, Array> inputs) throws OrtException {
		Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
		try {
			for (Map.Entry<String, Array> input : inputs.entrySet())
				tensors.put(input.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.getValue().values), input.getValue().shape));
			try (OrtSession.Result result = session.run(tensors)) {
				Map<String, Array> outputs = new LinkedHashMap<>();
				for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
					OnnxTensor tensor = (OnnxTensor) output.getValue();
					FloatBuffer buffer = tensor.getFloatBuffer();
					float[] values = new float[buffer.remaining()];
					buffer.get(values);
					outputs.put(output.getKey(), new Array(values, tensor.getInfo().getShape()));
				}
				return outputs;
			}
		}
		finally {
			tensors.values().forEach(OnnxTensor::close);
		}
	}

	@Override
	public void close() throws OrtException {
		session.close();
	}
}
