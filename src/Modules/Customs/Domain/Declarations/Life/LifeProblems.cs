using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Life;

internal static class LifeProblems
{
    public static Problem NotFound(long id) => Problem.NotFound("customs.declaration_not_found", $"There is no declaration {id}.");

    public static Problem ReferenceTaken(string reference) => Problem.Conflict("customs.declaration_reference_taken", $"There is a declaration {reference} already. Customs want each reference once.");

    public static Problem NotOurs(string reference) =>
        Problem.Conflict("customs.declaration_filed", $"{reference} was handed in: write a correction or a cancellation, which is a declaration of its own.");

    public static Problem HasProblems(string reference, int count) => Problem.Invalid("customs.declaration_has_problems", $"{reference} cannot be filed: its problems ({count}) stand on its page.");

    public static Problem NoAccount() => Problem.Invalid("customs.no_filing_account", "No way to customs is set up. Set the address and token of the interface or the broker, or file it elsewhere and add its notifications here.");

    public static Problem AccountUnreadable() => Problem.Invalid("customs.filing_account_unreadable", "The token of the way to customs was sealed with keys that are gone. Set it again.");

    public static Problem BadAddress(string address) => Problem.Invalid("customs.bad_filing_address", $"'{address}' is no address: it begins with https://.", "baseUrl");

    public static Problem RefusedByCustoms(int status, string code, string why) => Problem.Invalid("customs.refused_by_customs", $"Customs did not take it ({status} {code}): {why}");

    public static Problem Unauthorised() => Problem.Invalid("customs.filing_unauthorised", "Customs do not know our token any more. Sign in there again and set the new token, then file once more.");

    public static Problem MayBeThere(string reference) => Problem.Invalid("customs.filing_unknown", $"Whether customs have {reference} is not known: the answer was lost, and it bears no DUCR to ask by. Ask there before it is filed again.");

    public static Problem UnknownNotification(string reference, string mrn) => Problem.NotFound("customs.notification_unknown", $"No declaration here has the reference {reference} or the MRN {mrn}.");

    public static Problem NoNotification() => Problem.Invalid("customs.no_notification", "The message holds no notification.");

    public static Problem NoMrn(string reference) => Problem.Invalid("customs.declaration_no_mrn", $"{reference} has no MRN yet: only what customs have accepted can be cancelled there.");

    public static Problem NotSo(string reference) => Problem.Conflict("customs.declaration_not_so", $"{reference} stands elsewhere: that cannot be said of it.");

    public static Problem NoInvoice(string paper) => Problem.NotFound("customs.declaration_no_invoice", $"There is no good commercial invoice {paper}. Its number stands on the order's page, among the papers.") with { Field = "paper" };
}
