using Entrepot.Kernel;

namespace Entrepot.Finance.Features;

/// <summary>A statement of account that was issued.</summary>
/// <param name="Balance">Above zero is debit.</param>
public sealed record StatementInList(long Id, string Number, string Account, string AccountName, string Recipient, DateOnly From, DateOnly To, Money Balance, DateTime IssuedAt, string IssuedBy);

/// <param name="From">The first day of last month, for the form.</param>
/// <param name="To">Its last day.</param>
public sealed record StatementsView(IReadOnlyList<StatementInList> Issued, IReadOnlyList<(string Number, string Name)> Accounts, DateOnly From, DateOnly To);
