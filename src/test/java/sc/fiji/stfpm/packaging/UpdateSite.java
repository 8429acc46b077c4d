package sc.fiji.stfpm.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An update site as ImageJ's updater makes it: {@code db.xml.gz} lists all files with checksums; each file bears the time
 * of its upload at the end of its name. To be served as it is.
 */
final class UpdateSite {
	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
	private static final String DESCRIPTION = "Finds what is not normal in images, having seen normal images only.";

	private UpdateSite() {}

	/** Writes the site into an empty folder. */
	static void write(List<FijiFile> files, Path site, LocalDateTime now) throws IOException {
		String timestamp = TIMESTAMP.format(now);
		for (FijiFile file : files) {
			Path target = site.resolve(file.name() + "-" + timestamp);
			Files.createDirectories(target.getParent());
			Files.copy(file.source(), target);
		}
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(site.resolve("db.xml.gz")))) {
			out.write(index(files, timestamp));
		}
	}

	private static byte[] index(List<FijiFile> files, String timestamp) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
			xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
			xml.writeStartElement("pluginRecords");
			for (FijiFile file : files)
				record(xml, file, files, timestamp);
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.close();
		}
		catch (XMLStreamException e) {
			throw new IOException(e);
		}
		return bytes.toByteArray();
	}

	private static void record(XMLStreamWriter xml, FijiFile file, List<FijiFile> all, String timestamp) throws IOException,
		XMLStreamException
	{
		boolean plugin = file.name().startsWith("plugins/");
		xml.writeStartElement("plugin");
		xml.writeAttribute("filename", file.name());
		if (file.platform().isPresent()) {
			xml.writeStartElement("platform");
			xml.writeCharacters(file.platform().get());
			xml.writeEndElement();
		}
		xml.writeStartElement("version");
		xml.writeAttribute("checksum", UpdaterChecksum.of(file.source()));
		xml.writeAttribute("timestamp", timestamp);
		xml.writeAttribute("filesize", Long.toString(Files.size(file.source())));
		if (plugin) {
			xml.writeStartElement("description");
			xml.writeCharacters(DESCRIPTION);
			xml.writeEndElement();
			for (FijiFile library : all)
				if (library != file) dependency(xml, library, timestamp);
		}
		xml.writeEndElement();
		xml.writeEndElement();
	}

	private static void dependency(XMLStreamWriter xml, FijiFile library, String timestamp) throws XMLStreamException {
		xml.writeEmptyElement("dependency");
		xml.writeAttribute("filename", library.name());
		xml.writeAttribute("timestamp", timestamp);
	}
}
