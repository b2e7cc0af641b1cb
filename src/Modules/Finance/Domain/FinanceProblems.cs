using Entrepot.Kernel;

namespace Entrepot.Finance.Domain;

internal static class FinanceProblems
{
    public static Problem NotEcbFile() => Problem.Invalid("finance.not_an_ecb_file", "This is not the ECB's file of reference rates: its first line begins with Date, then currencies. Get eurofxref-hist.zip from www.ecb.europa.eu and unpack it.");

    public static Problem BadRateDay(int line, string text) => Problem.Invalid("finance.bad_rate_day", $"Line {line}: '{text}' is not a day. Nothing was imported.");

    public static Problem BadRate(int line, string currency, string text) => Problem.Invalid("finance.bad_rate", $"Line {line}: '{text}' is not a rate for {currency}. Nothing was imported.");

    public static Problem RateTwice(DateOnly day, string currency) => Problem.Invalid("finance.rate_twice", $"The file has two rates for {currency} on {day:yyyy-MM-dd}. Nothing was imported.");

    public static Problem VoucherNotFound(long id) => Problem.NotFound("finance.voucher_not_found", $"There is no voucher {id:0}.");
}
