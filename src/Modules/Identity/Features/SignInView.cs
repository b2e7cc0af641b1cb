namespace Entrepot.Identity.Features;

/// <summary>What the sign-in form shows again after a refusal; never the password.</summary>
public sealed record SignInView(string Company, string UserName, string ReturnUrl);
