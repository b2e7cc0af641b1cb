using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>What can be wrong with one field of a form before any use case has seen it.</summary>
internal static class FormProblems
{
    public static Problem Missing(string field) => Problem.Invalid("form.missing", "Fill in this field.", field);
    public static Problem TooLong(string field, int longest) => Problem.Invalid("form.too_long", $"Use at most {longest} characters.", field);
    public static Problem NotWhole(string field, string text) => Problem.Invalid("form.not_whole", $"'{text}' is not a whole number.", field);
    public static Problem NotNumber(string field, string text) => Problem.Invalid("form.not_number", $"'{text}' is not a number.", field);
    public static Problem NotDay(string field, string text) => Problem.Invalid("form.not_day", $"'{text}' is not a date; write it as 2026-11-22.", field);
    public static Problem NotChoice(string field, string text) => Problem.Invalid("form.not_choice", $"'{text}' is not one of the choices.", field);
}
