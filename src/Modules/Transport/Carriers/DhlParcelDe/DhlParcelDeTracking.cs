using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Tracking;

namespace Entrepot.Transport.Carriers.DhlParcelDe;

/// <summary>Parcel DE Tracking API: a question and an answer in XML, everything in attributes of nested <c>data</c> elements.</summary>
internal static class DhlParcelDeTracking
{
    /// <summary>An answer for 20 parcels with all their scans is some 100 KB.</summary>
    private const int AnswerCharactersMax = 4_000_000;

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <param name="pieces">Shipment numbers or references of ours.</param>
    public static string Question(CarrierAccount account, IEnumerable<string> pieces) => new XDocument(
        new XDeclaration("1.0", "UTF-8", "no"),
        new XElement(
            "data", new XAttribute("appname", account.Option("tracking-user")), new XAttribute("language-code", "en"), new XAttribute("password", account.Option("tracking-password")),
            new XAttribute("piece-code", string.Join(';', pieces)), new XAttribute("request", "d-get-piece-detail"))) is { } document ? document.Declaration + document.ToString(SaveOptions.DisableFormatting) : "";

    public static IReadOnlyList<PieceFound> Read(string answer)
    {
        using var reader = XmlReader.Create(new StringReader(answer), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = AnswerCharactersMax });
        return [.. Named(XDocument.Load(reader).Root, "piece-shipment").Select(Piece)];
    }

    private static PieceFound Piece(XElement piece)
    {
        var isReturning = Text(piece, "ruecksendung") == "true";
        var scans = Named(Named(piece, "piece-event-list").FirstOrDefault(), "piece-event").Select(scan => Event(scan, isReturning)).OfType<TrackingEvent>();
        return new(Text(piece, "searched-piece-code"), Text(piece, "piece-code"), Text(piece, "piece-customer-reference"), [.. scans.OrderBy(scan => scan.At)]);
    }

    private static TrackingEvent? Event(XElement scan, bool isReturning)
    {
        if (!DateTime.TryParseExact(Text(scan, "event-timestamp"), "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var status = TrackingCodes.Of("dhl-parcel-de", Text(scan, "ice"), Text(scan, "standard-event-code"));
        if (isReturning && status == ConsignmentStatus.Delivered) status = ConsignmentStatus.Returned; // Delivered, but to the sender.
        return new(
            TimeZoneInfo.ConvertTimeToUtc(local, Berlin), status, Text(scan, "standard-event-code"), Text(scan, "event-status"),
            string.Join(", ", new[] { Text(scan, "event-location"), Text(scan, "event-country") }.Where(part => part.Length > 0)));
    }

    private static IEnumerable<XElement> Named(XElement? parent, string name) => parent is null ? [] : parent.Elements("data").Where(element => Text(element, "name") == name);

    private static string Text(XElement element, string attribute) => element.Attribute(attribute)?.Value.Trim() ?? "";
}

/// <param name="Searched">What was asked for.</param>
internal sealed record PieceFound(string Searched, string PieceCode, string CustomerReference, IReadOnlyList<TrackingEvent> Events);
