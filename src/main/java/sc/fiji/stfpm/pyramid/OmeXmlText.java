package sc.fiji.stfpm.pyramid;

import java.util.Optional;

import sc.fiji.stfpm.image.LengthUnit;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;

/** The OME-XML of an image of one plane, in ASCII. */
final class OmeXmlText {
	private OmeXmlText() {}

	/** @param pixel null where not known; one in a unit that OME has not is left out */
	static String of(String name, Levels.Size size, PixelType type, PixelSize pixel) {
		Optional<LengthUnit> unit = Optional.ofNullable(pixel).flatMap(p -> LengthUnit.of(p.unit()));
		String physical = unit.map(u -> " PhysicalSizeX=\"" + pixel.width() + "\" PhysicalSizeXUnit=\"" + escaped(u.ome())
			+ "\" PhysicalSizeY=\"" + pixel.height() + "\" PhysicalSizeYUnit=\"" + escaped(u.ome()) + "\"").orElse("");
		return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\""
			+ " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.openmicroscopy.org/Schemas/OME/2016-06"
			+ " http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd\"><Image ID=\"Image:0\" Name=\"" + escaped(name)
			+ "\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"" + type(type) + "\" BigEndian=\"false\" SizeX=\"" + size.width()
			+ "\" SizeY=\"" + size.height() + "\" SizeC=\"1\" SizeZ=\"1\" SizeT=\"1\"" + physical
			+ "><Channel ID=\"Channel:0:0\" Name=\"" + escaped(name)
			+ "\" SamplesPerPixel=\"1\"/><TiffData IFD=\"0\" PlaneCount=\"1\"/></Pixels></Image></OME>";
	}

	private static String type(PixelType type) {
		return switch (type) {
			case UINT8 -> "uint8";
			case UINT16 -> "uint16";
			default -> "float";
		};
	}

	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder();
		text.codePoints().filter(c -> c >= ' ' && c != 0x7f).forEach(c -> {
			if (c > '~' || "<>&\"'".indexOf(c) >= 0) escaped.append("&#").append(c).append(';');
			else escaped.appendCodePoint(c);
		});
		return escaped.toString();
	}
}
