// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The operations of the API, as data: what each call knows of itself.

use backpack_runtime::{Auth, Instruction, OperationInfo};
/// `GET /api/v1/account/limits/withdrawal`
pub const GET_MAX_WITHDRAWAL_QUANTITY: OperationInfo = OperationInfo {
    operation_id: "get_max_withdrawal_quantity",
    method: "GET",
    path: "/api/v1/account/limits/withdrawal",
    auth: Auth::Signed(Instruction::from_static("maxWithdrawalQuantity")),
};
/// Every operation, by operationId.
pub static ALL: &[OperationInfo] = &[GET_MAX_WITHDRAWAL_QUANTITY];
