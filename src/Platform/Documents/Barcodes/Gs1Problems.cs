using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>Why a text is not a GS1 element string.</summary>
internal static class Gs1Problems
{
    public static Problem UnknownIdentifier(string text) => Problem.Invalid("documents.gs1_unknown_identifier",
        $"'{text}' does not begin with a GS1 application identifier. Write it as (01)09506000134352(10)AB12.");

    public static Problem WrongLength(string digits, Gs1Identifier identifier, string value) => Problem.Invalid("documents.gs1_wrong_length",
        $"({digits}) {identifier.Title} takes {Lengths(identifier)} characters, but '{value}' has {value.Length}.");

    public static Problem WrongCharacter(string digits, Gs1Identifier identifier, string value) => Problem.Invalid("documents.gs1_wrong_character",
        $"({digits}) {identifier.Title} takes {(identifier.IsNumeric ? (Sentence)"digits" : "letters, digits and the punctuation of GS1 set 82")} only, not '{value}'.");

    public static Problem WrongCheckDigit(string digits, Gs1Identifier identifier, string value) => Problem.Invalid("documents.gs1_wrong_check_digit",
        $"The check digit of ({digits}) {identifier.Title} '{value}' is wrong. Scan or type it again.");

    public static Problem TooLong(int length, int most) => Problem.Invalid("documents.gs1_too_long",
        $"The barcode holds {most} characters, but these are {length}. Spread the values over two barcodes.");

    private static string Lengths(Gs1Identifier identifier) => identifier.LengthMin == identifier.LengthMax
        ? $"{identifier.LengthMax}" : $"{identifier.LengthMin} to {identifier.LengthMax}";
}
