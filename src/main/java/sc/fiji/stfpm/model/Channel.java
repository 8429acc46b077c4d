package sc.fiji.stfpm.model;

import java.util.List;

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

	/** What tables call the one of a number; empty where there is none. */
	public static String label(List<Channel> channels, int number) {
		return channels.stream().filter(channel -> channel.number == number).map(Channel::label).findFirst().orElse("");
	}

	/** The number, and the name where there is one, for people. */
	@Override
	public String toString() {
		return name.isEmpty() ? Integer.toString(number) : number + " (" + name + ")";
	}
}
