using Entrepot.Kernel;

namespace Entrepot.Finance.Domain;

internal static class FinanceProblems
{
    public static Problem NotEcbFile() => Problem.Invalid("finance.not_an_ecb_file", "This is not the ECB's file of reference rates: its first line begins with Date, then currencies. Get eurofxref-hist.zip from www.ecb.europa.eu and unpack it.");

    public static Problem BadRateDay(int line, string text) => Problem.Invalid("finance.bad_rate_day", $"Line {line}: '{text}' is not a day. Nothing was imported.");

    public static Problem BadRate(int line, string currency, string text) => Problem.Invalid("finance.bad_rate", $"Line {line}: '{text}' is not a rate for {currency}. Nothing was imported.");

    public static Problem RateTwice(DateOnly day, string currency) => Problem.Invalid("finance.rate_twice", $"The file has two rates for {currency} on {day:yyyy-MM-dd}. Nothing was imported.");

    public static Problem VoucherNotFound(long id) => Problem.NotFound("finance.voucher_not_found", $"There is no voucher {id:0}.");

    public static Problem UnknownAccount(string number) => Problem.Invalid("finance.unknown_account", $"There is no ledger account {number}.", "account");

    public static Problem UnknownCurrency(string currency) => Problem.Invalid("finance.unknown_currency", $"'{currency}' is not a currency of ISO 4217.", "currency");

    public static Problem PeriodBackwards() => Problem.Invalid("finance.period_backwards", "The last day lies before the first.", "to");

    public static Problem PeriodNotOver(DateOnly today) => Problem.Invalid("finance.period_not_over", $"A statement ends today, {today}, at the latest: what comes after is not posted yet.", "to");

    public static Problem StatementTooLong(int max) => Problem.Invalid("finance.statement_too_long", $"There are more than {max} postings. Choose a shorter period.", "from");

    public static Problem NothingToState(string account) => Problem.Conflict("finance.nothing_to_state", $"Nothing was ever posted to {account} in this currency until then.") with { Field = "account" };

    public static Problem StatementNotFound(long id) => Problem.NotFound("finance.statement_not_found", $"There is no statement {id:0}.");
}
