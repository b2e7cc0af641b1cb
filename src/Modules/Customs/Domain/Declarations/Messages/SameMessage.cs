using System.Xml;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>
/// Whether two documents bring the same message: every element in its namespace and order, every attribute, every value.
/// Prefixes, comments, white space and hints where a schema lies make no difference.
/// </summary>
internal static class SameMessage
{
    /// <returns>Null when they are the same; otherwise the path where they part and what stands there.</returns>
    public static (string Path, string First, string Second)? Difference(byte[] first, byte[] second)
    {
        using var one = Pieces(first).GetEnumerator();
        using var other = Pieces(second).GetEnumerator();
        while (true)
        {
            var (here, there) = (one.MoveNext() ? one.Current : default, other.MoveNext() ? other.Current : default);
            if (here != there) return (here.Path ?? there.Path ?? "", here.Piece ?? "", there.Piece ?? "");
            if (here.Path is null) return null;
        }
    }

    private static IEnumerable<(string? Path, string? Piece)> Pieces(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        using var reader = XmlReader.Create(stream, MessageReader.Harmless);
        if (MessageReader.FindMetaData(reader) is not null) yield break;

        var path = new Stack<string>();
        do
        {
            var at = string.Join('/', path.Reverse());
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    path.Push(reader.LocalName);
                    yield return ($"{at}/{reader.LocalName}", $"<{reader.NamespaceURI}:{reader.LocalName}{Attributes(reader)}>");
                    if (!reader.IsEmptyElement) break;
                    yield return ($"{at}/{path.Pop()}", "</>");
                    break;
                case XmlNodeType.EndElement:
                    path.Pop();
                    yield return (at, "</>");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when Collapsed(reader.Value) is { Length: > 0 } text:
                    yield return (at, text);
                    break;
            }
        }
        while (path.Count > 0 && reader.Read());
    }

    private static string Attributes(XmlReader reader)
    {
        var attributes = new List<string>();
        while (reader.MoveToNextAttribute())
            if (reader.Prefix is not ("xmlns" or "xsi") && reader.Name != "xmlns") attributes.Add($" {reader.NamespaceURI}:{reader.LocalName}='{reader.Value}'");
        reader.MoveToElement();
        attributes.Sort(StringComparer.Ordinal);
        return string.Concat(attributes);
    }

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
