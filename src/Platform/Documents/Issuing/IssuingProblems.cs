using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Issuing;

public static class IssuingProblems
{
    internal static Problem NoPicture() => Problem.Invalid("documents.no_picture", "This is no PNG picture. Save the logo as PNG and upload that.", "logo");

    internal static Problem Interlaced() => Problem.Invalid("documents.interlaced_picture", "This PNG is interlaced. Save it again without interlacing.", "logo");

    internal static Problem PictureTooLarge(int sideMax) => Problem.Invalid("documents.picture_too_large", $"The picture is larger than {sideMax} pixels a side. Make it smaller and upload it again.", "logo");

    public static Problem FileTooLarge(long kilobytesMax) => new Problem(ProblemKind.TooLarge, "documents.file_too_large", $"The file is larger than {kilobytesMax} KB. Make the picture smaller and upload it again.") with { Field = "logo" };

    public static Problem NoFile() => Problem.Invalid("documents.no_file", "Choose a file first.", "logo");

    public static Problem NoLogo() => Problem.NotFound("documents.no_logo", "The company has no logo.");

    internal static Problem NameMissing() => Problem.Invalid("documents.name_missing", "Papers need the company's name in Latin letters.", "name");

    internal static Problem NameNotLatin(string name) => Problem.Invalid(
        "documents.name_not_latin", $"'{name}' is not written in Latin letters, which customs abroad can read. Put it into the field below and its Latin form here.", "name");

    internal static Problem UnknownCountry(string country) => Problem.Invalid("documents.unknown_country", $"'{country}' is no country of ISO 3166-1.", "country");

    internal static Problem SeatIncomplete() => Problem.Invalid("documents.seat_incomplete", "A registered address has at least a street, a city and a country. Complete it, or leave all of it empty.", "line1");

    internal static Problem NoCounter(string pattern) => Problem.Invalid(
        "documents.no_counter", $"'{pattern}' has no counter. Write zeros in braces where the number stands: INV-{{yyyy}}-{{00000}}.", "pattern");

    internal static Problem UnknownPlace(string place) => Problem.Invalid(
        "documents.unknown_place", $"'{place}' is no place that is filled in. There are {{yyyy}}, {{yy}} and one counter such as {{00000}}.", "pattern");

    internal static Problem DigitsInPattern() => Problem.Invalid(
        "documents.digits_in_pattern", "A pattern has no digits of its own: a number could then be made twice. Use letters for branches, such as INV-B-.", "pattern");

    internal static Problem PlacesTouch() => Problem.Invalid(
        "documents.places_touch", "Year and counter touch: a number could then be made twice. Put a hyphen between them.", "pattern");

    internal static Problem BadLetters() => Problem.Invalid("documents.bad_letters", "A pattern has letters A to Z, hyphens, slashes, full stops and places in braces.", "pattern");

    internal static Problem PatternTooLong(int lengthMax) => Problem.Invalid("documents.pattern_too_long", $"Numbers of this pattern are longer than {lengthMax} characters.", "pattern");

    internal static Problem PatternTaken(string pattern) => Problem.Conflict(
        "documents.pattern_taken", $"Another kind of document is or was numbered like {pattern}. Choose other letters.") with
    { Field = "pattern" };

    internal static Problem InThePast(DateOnly first) => Problem.Invalid(
        "documents.pattern_in_the_past", $"Papers before {first} have their numbers. Let the pattern begin on that day or later.", "validFrom");

    internal static Problem StartsTooLow(long next) => Problem.Invalid(
        "documents.starts_too_low", $"Numbers below {next} are given out and are never given again.", "start");

    internal static Problem NoReason() => Problem.Invalid("documents.no_reason", "Say why: auditors ask for it.", "why");
}
