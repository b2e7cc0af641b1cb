using System.Xml;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>
/// Reads a CDS message into its shape. What the shape does not know is refused with its path, never dropped. Document types,
/// entities and what lies outside the file are not looked at, so that a hostile file costs no more than its length.
/// </summary>
internal sealed class MessageReader
{
    /// <summary>A declaration of 999 items with every field filled is below 8 MB; more is no declaration.</summary>
    public const long BytesMax = 16_000_000;

    /// <summary>HMRC's own wrapper (submitDeclarationRequest) puts the message on the third level.</summary>
    private const int WrappersMax = 3;

    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly XmlReader reader;
    private readonly bool isQualified;
    private Problem? problem;

    private MessageReader(XmlReader reader) => (this.reader, isQualified) = (reader, reader.NamespaceURI.Length > 0);

    private int Line => ((IXmlLineInfo)reader).LineNumber;

    public static XmlReaderSettings Harmless => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = BytesMax,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static Result<CustomsMessage> Read(Stream stream)
    {
        if (stream.CanSeek && stream.Length > BytesMax) return MessageProblems.TooLarge(BytesMax);

        try
        {
            using var reader = XmlReader.Create(stream, Harmless);
            return FindMetaData(reader) is { } root ? MessageProblems.NotAMessage(root) : new MessageReader(reader).Read();
        }
        catch (XmlException fault)
        {
            return MessageProblems.NotWellFormed(fault.LineNumber, fault.LinePosition, fault.Message);
        }
    }

    /// <summary>Goes to the meta data.</summary>
    /// <returns>Null when it is there; otherwise what the file begins with.</returns>
    public static string? FindMetaData(XmlReader reader)
    {
        string? root = null;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == MessageShape.MetaData.Name) return null;
            root ??= reader.Name;
            if (reader.Depth > WrappersMax) break;
        }

        return root ?? "nothing";
    }

    private Result<CustomsMessage> Read()
    {
        if (isQualified && reader.NamespaceURI != MessageShape.MetaData.Namespace) return MessageProblems.NotAMessage(reader.Name);

        var metaData = ReadField(MessageShape.MetaData);
        return problem is not null ? problem : new CustomsMessage(metaData, isQualified);
    }

    /// <summary>Recursion goes no deeper than the shape does.</summary>
    private Field ReadField(FieldRule rule)
    {
        var qualifier = ReadQualifier(rule);
        if (reader.IsEmptyElement) return new(rule, "", qualifier);

        var depth = reader.Depth;
        var text = "";
        var group = new Field(rule, "", qualifier);
        while (problem is null && reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element) ReadPart(group);
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text += reader.Value;
        }

        if (!rule.IsGroup) return new(rule, text.Trim(), qualifier);
        if (!string.IsNullOrWhiteSpace(text)) problem ??= MessageProblems.TextInGroup(rule.Path, Line);
        return group;
    }

    private void ReadPart(Field group)
    {
        if (group.RuleOf(reader.LocalName, isQualified ? reader.NamespaceURI : null) is { } part) group.Append(ReadField(part));
        else problem ??= MessageProblems.UnknownField(group.Rule.Path, reader.Name, Line);
    }

    private string ReadQualifier(FieldRule rule)
    {
        var qualifier = "";
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns" || reader.Name == "xmlns" || reader.NamespaceURI == SchemaInstance) continue;
            if (reader.Name == rule.Qualifier) qualifier = reader.Value;
            else problem ??= MessageProblems.UnknownAttribute(rule.Path, reader.Name, Line);
        }

        reader.MoveToElement();
        return qualifier;
    }
}
