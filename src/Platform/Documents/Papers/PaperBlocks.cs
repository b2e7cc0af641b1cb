using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The pieces that trade papers have in common.</summary>
internal static class PaperBlocks
{
    public static readonly TextStyle Caption = new(6.5) { Bold = true, Ink = Ink.Grey };
    public static readonly TextStyle Plain = new(9);

    private const double CaptionHeight = 3.6;
    private const double FactHeight = 5;

    /// <summary>The paper's name on the left, its number, date and other facts on the right.</summary>
    public static void Title(PdfFlow flow, string title, string issuer, IReadOnlyList<(string Name, string Value)> facts)
    {
        var strip = flow.Take(Math.Max(18, (facts.Count * FactHeight) + 2));
        var (left, right) = strip.CutRight(82);
        flow.Page.Text(title, left with { Height = 10 }, new(19) { Bold = true, Vertical = VerticalAlign.Middle });
        flow.Page.Text(issuer, left with { Y = left.Y + 10.5, Height = 6, Width = left.Width - 4 }, new(9) { Ink = Ink.Grey });
        Facts(flow.Page, right, facts, facts.Any(fact => fact.Name.Contains(" / ", StringComparison.Ordinal)) ? 46 : 30); // Two languages take more room.
    }

    /// <summary>Name and value, one pair a row.</summary>
    public static void Facts(ICanvas canvas, Box box, IReadOnlyList<(string Name, string Value)> facts, double nameWidth)
    {
        foreach (var (name, value) in facts)
        {
            (var row, box) = box.CutTop(FactHeight);
            var (left, right) = row.CutLeft(nameWidth);
            canvas.Text(name, left, new(7.5) { Ink = Ink.Grey, Vertical = VerticalAlign.Middle });
            canvas.Text(value, right, new(9) { Bold = true, Vertical = VerticalAlign.Middle });
        }
    }

    /// <summary>Parties side by side in frames of one height.</summary>
    public static void Parties(PdfFlow flow, IReadOnlyList<(string Caption, TradeParty Party)> parties)
    {
        const double Gap = 3, Padding = 2;
        var width = (flow.Body.Width - (Gap * (parties.Count - 1))) / parties.Count;
        var texts = parties.Select(party => Lines(party.Party)).ToArray();
        var height = texts.Max(text => TextLayout.Wrap(flow.Page.Fonts, text, Plain, width - (2 * Padding)).HeightMillimetres);

        var strip = flow.Take(Math.Min(height, 60) + CaptionHeight + (2 * Padding) + 0.1);
        for (var i = 0; i < parties.Count; i++)
        {
            var box = new Box(strip.X + (i * (width + Gap)), strip.Y, width, strip.Height);
            flow.Page.Frame(box, 0.2, Ink.Grey);
            var (head, body) = box.Inset(Padding).CutTop(CaptionHeight);
            flow.Page.Text(parties[i].Caption, head, Caption);
            flow.Page.Text(texts[i], body, Plain);
        }
    }

    /// <summary>Where a person signs: place and date, name, and a line above them.</summary>
    public static void Signature(PdfFlow flow, string declaration, string signedBy, string signedAt, DateOnly date, PaperLanguage? language = null)
    {
        var words = language ?? PaperLanguage.English;
        var layout = TextLayout.Wrap(flow.Page.Fonts, declaration, Plain, flow.Body.Width);
        var strip = flow.Take(layout.HeightMillimetres + 26);
        flow.Page.Draw(layout, strip, Plain);

        var line = strip.Bottom - 8;
        var (place, rest) = strip.CutLeft(70);
        var sign = rest with { X = rest.X + 10, Width = rest.Width - 10 };
        foreach (var (box, written, caption) in ((Box, string, string)[])
            [(place, signedAt.Length == 0 ? PaperText.Date(date) : $"{signedAt}, {PaperText.Date(date)}", words.Both("Place and date")), (sign, signedBy, words.Both("Name and signature"))])
        {
            flow.Page.HorizontalRule(box.X, line, box.Width, 0.25);
            flow.Page.Text(written, box with { Y = line - 5.5, Height = 5 }, Plain with { Vertical = VerticalAlign.Bottom });
            flow.Page.Text(caption, box with { Y = line + 1, Height = 4 }, Caption);
        }
    }

    private static string Lines(TradeParty party)
    {
        var address = party.Address;
        string?[] more =
        [
            Named("Tel.", address.Phone), Named("", address.Email), Named("VAT", party.VatNumber), Named("EORI", party.EoriNumber),
            Named("IOSS", party.IossNumber), Named("", party.OtherNumber), Named("", party.Website),
        ];
        var lines = AddressLines.Of(address).ToList();
        if (party.LocalName.Length > 0) lines.Insert(Math.Min(1, lines.Count), party.LocalName);
        return string.Join('\n', lines.Concat(more.OfType<string>()));
    }

    private static string? Named(string name, string value) => value.Length == 0 ? null : name.Length == 0 ? value : $"{name} {value}";
}
