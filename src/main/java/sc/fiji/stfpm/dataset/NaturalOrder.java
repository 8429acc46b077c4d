package sc.fiji.stfpm.dataset;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names as people count: {@code tile2} before {@code tile10}. Independent of the system's language. */
public final class NaturalOrder implements Comparator<String> {
	private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

	@Override
	public int compare(String a, String b) {
		Matcher left = PART.matcher(a);
		Matcher right = PART.matcher(b);
		while (true) {
			boolean more = left.find();
			if (!right.find())
				// Names that differ in leading zeros alone still need an order.
				return more ? 1 : a.compareTo(b);
			if (!more)
				return -1;
			int order = compareParts(left.group(), right.group());
			if (order != 0)
				return order;
		}
	}

	private static int compareParts(String a, String b) {
		if (isNumber(a) && isNumber(b))
			return new BigInteger(a).compareTo(new BigInteger(b));
		return a.compareTo(b);
	}

	private static boolean isNumber(String part) {
		return part.charAt(0) >= '0' && part.charAt(0) <= '9';
	}
}
