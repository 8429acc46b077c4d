package sc.fiji.stfpm.model;

/**
 * A channel that a model looks at by itself.
 *
 * @param number in the image, from 1
 * @param name that it had in the images learned from; empty where it had none, or several
 */
public record Channel(int number, String name) {
	/** What tables call it: its name, else its number. */
	public String label() {
		return name.isEmpty() ? Integer.toString(number) : name;
	}

	/** The number, and the name where there is one, for people. */
	@Override
	public String toString() {
		return name.isEmpty() ? Integer.toString(number) : number + " (" + name + ")";
	}
}
