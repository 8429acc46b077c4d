package sc.fiji.stfpm.image;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the XML of an OME-TIFF says of its first image. */
final class OmeXml {
	/**
	 * Which pages hold planes: from a page on, in the order of axes from the first channel, slice and frame on, all from 0.
	 *
	 * @param count pages, -1 for as many as are left
	 */
	record Run(int page, int channel, int slice, int frame, int count) {}

	private int channels = 1;
	private int slices = 1;
	private int frames = 1;
	private String order = "";
	private PixelSize pixelSize;
	private final List<String> names = new ArrayList<>();
	private final List<Integer> samples = new ArrayList<>();
	private final List<Run> runs = new ArrayList<>();

	private OmeXml() {}

	/** Null where the text is not OME's, or damaged. */
	static OmeXml parse(String text) {
		if (!text.contains("OME")) return null;
		// The runtime's own parser, since others on the class path differ in what they resolve.
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		try {
			XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
			OmeXml ome = new OmeXml();
			while (xml.hasNext()) {
				int event = xml.next();
				if (event == XMLStreamConstants.START_ELEMENT) ome.element(xml);
				else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("Pixels"))
					return ome.order.matches("XY(CZT|CTZ|ZCT|ZTC|TCZ|TZC)") ? ome : null;
			}
			return null;
		}
		catch (XMLStreamException | NumberFormatException e) {
			return null;
		}
	}

	private void element(XMLStreamReader xml) {
		switch (xml.getLocalName()) {
			case "Pixels" -> {
				channels = number(xml, "SizeC", 1);
				slices = number(xml, "SizeZ", 1);
				frames = number(xml, "SizeT", 1);
				order = text(xml, "DimensionOrder");
				String x = text(xml, "PhysicalSizeX"), y = text(xml, "PhysicalSizeY"), unit = text(xml, "PhysicalSizeXUnit");
				if (!x.isEmpty() && !y.isEmpty()) pixelSize = new PixelSize(Double.parseDouble(x), Double.parseDouble(y), unit
					.isEmpty() ? "µm" : unit);
			}
			case "Channel" -> {
				names.add(text(xml, "Name"));
				samples.add(number(xml, "SamplesPerPixel", 1));
			}
			case "TiffData" -> {
				boolean all = text(xml, "IFD").isEmpty() && text(xml, "PlaneCount").isEmpty();
				runs.add(new Run(number(xml, "IFD", 0), number(xml, "FirstC", 0), number(xml, "FirstZ", 0), number(xml, "FirstT", 0), number(
					xml, "PlaneCount", all ? -1 : 1)));
			}
			default -> {}
		}
	}

	private static String text(XMLStreamReader xml, String name) {
		String value = xml.getAttributeValue(null, name);
		return value == null ? "" : value.strip();
	}

	private static int number(XMLStreamReader xml, String name, int otherwise) {
		String value = text(xml, name);
		return value.isEmpty() ? otherwise : Integer.parseInt(value);
	}

	/** How many samples a page holds of one channel, 3 in RGB. */
	int samplesPerPage() {
		boolean alike = !samples.isEmpty() && samples.stream().distinct().count() == 1;
		return alike && samples.size() * samples.get(0) == channels ? samples.get(0) : 1;
	}

	/** Pages of a plane. */
	int channels() {
		return channels / samplesPerPage();
	}

	int slices() {
		return slices;
	}

	int frames() {
		return frames;
	}

	/** Of the axes behind x and y, the fastest first. */
	String order() {
		return order.substring(2);
	}

	/** Empty where the text says nothing of it. */
	List<Run> runs() {
		return runs;
	}

	/** One a channel, empty for those without; none where no channel has one. */
	List<String> names() {
		return names.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(names);
	}

	/** Null where not told. */
	PixelSize pixelSize() {
		return pixelSize;
	}
}
