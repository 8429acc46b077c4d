package sc.fiji.stfpm.network;

/**
 * One step of stochastic gradient descent as PyTorch defines it, without dampening or Nesterov:
 * {@code g += weightDecay p; v = momentum v + g; p -= learningRate v}.
 */
public record Sgd(double learningRate, double momentum, double weightDecay) {
	public Sgd {
		if (!(learningRate >= 0 && momentum >= 0 && momentum < 1 && weightDecay >= 0)) throw new IllegalArgumentException(
			"Learning rate " + learningRate + ", momentum " + momentum + ", weight decay " + weightDecay
				+ ": none may be negative, and momentum must be below 1");
	}

	/** The same with another learning rate. */
	public Sgd withLearningRate(double rate) {
		return new Sgd(rate, momentum, weightDecay);
	}
}
