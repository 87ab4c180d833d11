using System.Text;
using System.Xml;
using Hoplite.Telemetry.Evtx;

namespace Hoplite.Telemetry.WindowsXml;

/// <summary>Adds one event given as XML to a batch, under the names its fields have in an event log file.</summary>
sealed class XmlEventParser
{
    const int MaxDepth = 64;
    const int MaxFields = 1 << 15;

    static readonly int Windows = LogSourceTable.Intern(new LogSource("windows"));

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = EventSlices.MaxEvent,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    readonly StringBuilder _text = new();
    EventBatch _batch = null!;
    long _time, _recordId;
    int _fields;

    /// <summary>Adds the event; false, and nothing added, when its XML is broken.</summary>
    public bool Parse(ArraySegment<byte> xml, long position, EventBatch batch)
    {
        (_batch, _time, _recordId, _fields) = (batch, 0, -1, 0);
        try
        {
            using var stream = new MemoryStream(xml.Array!, xml.Offset, xml.Count);
            using var reader = XmlReader.Create(stream, Settings);
            if (!reader.Read()) return false;
            Walk(reader, Place.Event);
        }
        catch (XmlException)
        {
            batch.Abandon();
            return false;
        }

        batch.End(_time, Windows, position, _recordId, batch.Append(xml), xml.Count);
        return true;
    }

    void Walk(XmlReader reader, Place place)
    {
        if (reader.Depth > MaxDepth) throw new XmlException("too deep");
        var name = reader.LocalName;
        var element = Element.In(place, name);
        var isEmpty = reader.IsEmptyElement;
        Attributes(reader, name, ref element);
        var start = _text.Length;
        while (!isEmpty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                element.Children = true;
                Walk(reader, element.Inner);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                _text.Append(reader.Value);
            }
        }

        if (element.IsLeaf && !element.Children && (_text.Length > start || !element.Attributes)) Add(element.Field, _text.ToString(start, _text.Length - start));
        _text.Length = start;
    }

    void Attributes(XmlReader reader, string elementName, ref Element element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (element.IsData && reader.LocalName == "Name") element.Field = FieldNames.OfData(reader.Value);
            else if (!element.IsSilent && reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                element.Attributes = true;
                Add(FieldNames.Of(elementName, reader.LocalName), reader.Value);
            }
        }

        reader.MoveToElement();
    }

    void Add(int field, string value)
    {
        if (++_fields > MaxFields) throw new XmlException("too many fields");
        var room = Encoding.UTF8.GetMaxByteCount(value.Length);
        var length = Encoding.UTF8.GetBytes(value, _batch.Rent(room));
        var offset = _batch.Commit(length);
        _batch.Add(field, FieldKind.Text, offset, length);
        var bytes = _batch.Arena.Slice(offset, length);
        if (field == FieldNames.SystemTime && _time == 0) _time = Timestamps.FromIso(bytes);
        else if (field == FieldNames.EventRecordId && _recordId < 0 && System.Buffers.Text.Utf8Parser.TryParse(bytes, out long id, out _)) _recordId = id;
    }
}
