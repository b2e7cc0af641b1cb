using System.Text;
using System.Xml;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>Writes a CDS message as it goes over the wire: UTF-8, indented, the namespaces declared once at the top.</summary>
internal static class MessageWriter
{
    /// <summary>As the annotated samples have them; the message's own namespace is the one without a prefix.</summary>
    private static readonly string[] Prefixes = ["md", "p1"];

    public static byte[] Write(CustomsMessage message)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            writer.WriteStartElement(message.IsQualified ? Prefixes[0] : null, message.MetaData.Rule.Name, message.IsQualified ? message.MetaData.Rule.Namespace : null);
            WriteInside(writer, message.MetaData, message.IsQualified);
        }

        return buffer.ToArray();
    }

    private static void WriteInside(XmlWriter writer, Field field, bool isQualified)
    {
        if (field.Qualifier.Length > 0 && field.Rule.Qualifier is { } name) writer.WriteAttributeString(name, field.Qualifier);
        if (!field.Rule.IsGroup) writer.WriteString(field.Value);
        foreach (var part in field.Parts)
        {
            var ofNamespace = isQualified ? part.Rule.Namespace : null;
            writer.WriteStartElement(isQualified ? PrefixOf(part.Rule) : null, part.Rule.Name, ofNamespace);
            WriteInside(writer, part, isQualified);
        }

        writer.WriteEndElement();
    }

    private static string PrefixOf(FieldRule rule) =>
        rule.Kind == FieldKind.Moment ? Prefixes[1] : rule.Namespace == MessageShape.MetaData.Namespace ? Prefixes[0] : "";
}
