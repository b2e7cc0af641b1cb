namespace Entrepot.Platform.Ui;

/// <summary>What a field of a form takes.</summary>
public enum FieldKind { Text, Number, Money, Date, Select, Search, File, Password, TextArea, Email, Check }
